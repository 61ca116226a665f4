"""The spoken texts of Six Doors: what is said, how it is cut into captions, and its French.

A line is a breath of speech. `/` separates its captions, in both languages at the same places; each
caption is spoken on its own, so its time is known exactly. An ellipsis is a short hesitation. `pause` is
the silence that follows the line, in seconds; `sound` is a caption for what is heard in that silence.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One breath of speech with its French, the pause that follows, and the sound heard in that pause."""

    en: str
    fr: str
    pause: float = 0.8
    sound: tuple[str, str] | None = None


@dataclass(frozen=True)
class Monologue:
    """What one witness says in one place."""

    name: str
    speaker: str
    opening: tuple[str, str]
    lines: tuple[Line, ...]
    lead: float = 2.6
    tail: float = 2.4
    subtitles: str = "vtt"


NADIA = Monologue(
    "nadia",
    "Nadia",
    ("[rain on the gutter]", "[pluie dans la gouttière]"),
    (
        Line(
            "The first winter, I thought it was me. / I thought I cooked too much.",
            "Le premier hiver, j'ai cru que c'était moi. / Je croyais que je cuisinais trop.",
        ),
        Line("I stopped making soup.", "J'ai arrêté de faire de la soupe.", 1.0),
        Line(
            "That's, you know… that's what they tell you. / You should open the windows, madam.",
            "Enfin… c'est ce qu'on vous dit. / « Il faut aérer, madame. »",
            0.6,
        ),
        Line(
            "So I opened the windows. In January. / The children did their homework in their coats.",
            "Alors j'ai aéré. En plein mois de janvier. / Les enfants faisaient leurs devoirs en manteau.",
            1.1,
        ),
        Line(
            "Then one morning I put my hand flat on the wall, / behind the bed… and it was running.",
            "Puis un matin, j'ai posé la main à plat sur le mur, / derrière le lit… et il coulait.",
            1.0,
        ),
        Line(
            "It wasn't our breath. / It was the gutter.",
            "Ce n'était pas notre souffle. / C'était la gouttière.",
            1.5,
        ),
        Line(
            "Sami is six. He counts the spots. / He gives them names, like countries on a map.",
            "Sami a six ans. Il compte les taches. / Il leur donne des noms, comme aux pays sur une carte.",
            1.0,
        ),
        Line(
            "I look after old people, in their homes. / I wash them, I turn the mattress, I air the room.",
            "Moi, je m'occupe de personnes âgées, chez elles. / "
            "Je les lave, je retourne le matelas, j'aère la chambre.",
            0.7,
        ),
        Line("I know what a healthy room smells like.", "Je sais ce que sent une chambre saine.", 1.3),
        Line("And then I go home. Well… / I go back.", "Et puis je rentre chez moi. Enfin… / je rentre."),
    ),
)

HENRI = Monologue(
    "henri",
    "Henri",
    ("[a tap drips on the landing]", "[un robinet goutte sur le palier]"),
    (
        Line(
            "A hundred and eighteen steps. / I counted them the first day, so as not to count them any more.",
            "Cent dix-huit marches. / Je les ai comptées le premier jour, pour ne plus avoir à les compter.",
        ),
        Line(
            "In the kitchen, I was on sauces. / Forty-one years, standing. / "
            "So the stairs… no, the stairs don't frighten me.",
            "En cuisine, j'étais aux sauces. / Quarante et un ans, debout. / "
            "Alors l'escalier… non, il ne me fait pas peur.",
            1.0,
        ),
        Line("It's the water.", "C'est l'eau.", 1.4, ("[the tap]", "[le robinet]")),
        Line(
            "The tap is on the landing. / Eleven paces, with the bucket.",
            "Le robinet est sur le palier. / Onze pas, avec le seau.",
        ),
        Line(
            "Full, it holds eight litres. / I put in six, now.",
            "Plein, il fait huit litres. / Maintenant, j'en mets six.",
            1.1,
        ),
        Line(
            "You learn, you know. / The water for the pasta does the dishes. / "
            "The water from the dishes does the floor.",
            "On apprend, vous savez. / L'eau des pâtes fait la vaisselle. / L'eau de la vaisselle fait le sol.",
            1.1,
        ),
        Line(
            "On Sundays, I cook a proper meal. / One ring, one pan. / So it takes… well, it takes the whole morning.",
            "Le dimanche, je fais un vrai repas. / Une plaque, une casserole. / "
            "Alors ça prend… ma foi, ça prend la matinée.",
            0.9,
        ),
        Line(
            "I lay the table. / It's the bed, but I lay it.",
            "Je mets la table. / C'est le lit, mais je la mets.",
            1.3,
        ),
        Line(
            "My daughter asks when she can come and see me. / I say, let's meet at the café.",
            "Ma fille me demande quand elle peut venir me voir. / Je lui dis : retrouvons-nous au café.",
            0.9,
        ),
        Line("It's closer for her. / That's what I say.", "C'est plus près pour elle. / C'est ce que je dis."),
    ),
    subtitles="srt",
)

AMARA = Monologue(
    "amara",
    "Amara",
    ("[a television behind the wall]", "[une télévision derrière le mur]"),
    (
        Line(
            "Seven hotels, in fourteen months. / Ask the boys. They know them by the smell of the stairs.",
            "Sept hôtels, en quatorze mois. / Les garçons, eux, les reconnaissent à l'odeur de l'escalier.",
            1.0,
        ),
        Line(
            "When they move us, it's a phone call. / You have until eleven o'clock.",
            "Quand on nous déplace, c'est un appel. / On a jusqu'à onze heures.",
        ),
        Line(
            "So I don't unpack. / No… that's not true. I unpack one thing.",
            "Alors je ne déballe pas. / Non… ce n'est pas vrai. Je déballe une chose.",
            0.7,
        ),
        Line(
            "The tablecloth. My mother's. / I put it on the suitcase, and there, we have a table.",
            "La nappe. Celle de ma mère. / Je la pose sur la valise, et voilà, on a une table.",
            1.2,
        ),
        Line(
            "We eat quietly, because cooking is forbidden. / When they knock, the microwave goes in the wardrobe.",
            "On mange sans bruit, la cuisine est interdite. / Quand on frappe, le micro-ondes va dans l'armoire.",
            1.1,
        ),
        Line(
            "Issa does his reading in the corridor. / He says the light is better. / "
            "I think… he wants a room with nobody in it.",
            "Issa fait sa lecture dans le couloir. / Il dit que la lumière est meilleure. / "
            "Je crois… qu'il veut une pièce où il n'y a personne.",
            1.5,
        ),
        Line(
            "At school they asked him to draw his house. / He drew a door. / Just the door, with the number.",
            "À l'école, on lui a demandé de dessiner sa maison. / Il a fait une porte. / "
            "Juste la porte, avec le numéro.",
            1.0,
        ),
        Line(
            "I asked him, why the number? / He said… so we can find it again.",
            "Je lui ai demandé : pourquoi le numéro ? / Il m'a dit… pour qu'on la retrouve.",
        ),
    ),
)

JOAN = Monologue(
    "joan",
    "Joan",
    ("[wind in the chimney]", "[vent dans la cheminée]"),
    (
        Line(
            "I own it, that's the joke. / Every stone. Paid off in 2009.",
            "Je suis propriétaire, c'est ça qui est drôle. / Chaque pierre. Fini de payer en 2009.",
        ),
        Line(
            "People say, at least you've got a roof. / And yes… yes, I've got a roof. I can hear it.",
            "On me dit : au moins, tu as un toit. / Et oui… oui, j'ai un toit. Je l'entends.",
            1.5,
            ("[a gust]", "[une rafale]"),
        ),
        Line(
            "In November, I close the upstairs. / Then the front room. / By Christmas, there's the kitchen.",
            "En novembre, je ferme l'étage. / Puis le salon. / À Noël, il reste la cuisine.",
        ),
        Line(
            "The house gets smaller, like a… like a jumper in the wash.",
            "La maison rétrécit, comme… comme un pull au lavage.",
            1.1,
        ),
        Line(
            "At five, I put the oven on for twenty minutes, / with the door open. I know… I know, you mustn't.",
            "À cinq heures, j'allume le four vingt minutes, / porte ouverte. Je sais… je sais, il ne faut pas.",
            1.0,
        ),
        Line(
            "Then bed, with the radio. At seven o'clock. / Fifty-eight years old, and in bed at seven, like a child.",
            "Puis au lit, avec la radio. À sept heures. / "
            "Cinquante-huit ans, et couchée à sept heures, comme une enfant.",
            1.2,
        ),
        Line(
            "What I miss isn't even the heat. / It's having someone in for tea… / "
            "without telling them to keep their coat on.",
            "Ce qui me manque, ce n'est même pas la chaleur. / C'est de recevoir quelqu'un pour le thé… / "
            "sans lui dire de garder son manteau.",
            3.2,
            ("[the kettle]", "[la bouilloire]"),
        ),
        Line(
            "There. That's the kettle. / I'll make us one anyway.",
            "Voilà. La bouilloire. / Je nous en fais un quand même.",
        ),
    ),
    tail=3.0,
)

DANIEL = Monologue(
    "daniel",
    "Daniel",
    ("[birds; the motorway, far off]", "[oiseaux ; au loin, l'autoroute]"),
    (
        Line(
            "On my payslip, there's an address. / It's my sister's. It's a nice address.",
            "Sur ma fiche de paie, il y a une adresse. / C'est celle de ma sœur. C'est une belle adresse.",
            1.0,
        ),
        Line(
            "I drive a forklift, nights. / Lucie does mornings, at the bakery.",
            "Je suis cariste, de nuit. / Lucie fait les matins, à la boulangerie.",
            0.7,
        ),
        Line(
            "Two wages. Two permanent contracts. / Said like that, nobody believes the rest.",
            "Deux salaires. Deux CDI. / Dit comme ça, personne ne croit la suite.",
            1.1,
        ),
        Line(
            "It was for the summer, while we looked. / We've seen… what, thirty flats?",
            "C'était pour l'été, le temps de chercher. / On a visité… quoi, trente appartements ?",
            0.8,
        ),
        Line(
            "They want three times the rent in wages. / We've got two point six.",
            "On nous demande trois fois le loyer. / Nous, on est à deux virgule six.",
            1.2,
        ),
        Line(
            "In November the site closes, on paper. / He leaves us the electricity. He's been decent.",
            "En novembre, le camping ferme, sur le papier. / Il nous laisse le courant. Il est correct.",
            0.9,
        ),
        Line(
            "But we don't put a light on, on the road side. / "
            "And at school, my daughter says camping. / We're camping. All year round.",
            "Mais côté route, on n'allume pas. / Et à l'école, ma fille dit qu'on campe. / On campe. Toute l'année.",
            1.5,
        ),
        Line(
            "In the morning there are birds, I'll give it that. / I hear them when I go to bed.",
            "Le matin, il y a les oiseaux, ça, il faut le dire. / Je les entends quand je vais me coucher.",
        ),
    ),
    tail=3.2,
)

KEY = Monologue(
    "key",
    "Nadia",
    ("[footsteps in an empty flat]", "[des pas dans un appartement vide]"),
    (
        Line(
            "Listen. / You hear that? There's nothing in it yet.",
            "Écoutez. / Vous entendez ? Il n'y a encore rien dedans.",
            1.2,
        ),
        Line(
            "I went round the whole flat with my hand on the walls. / Every wall. Like a… like a doctor.",
            "J'ai fait tout l'appartement, la main sur les murs. / Tous les murs. Comme un… comme un médecin.",
            0.8,
        ),
        Line("Dry. / Dry.", "Sec. / Sec.", 0.7),
        Line("Dry.", "Sec.", 1.4),
        Line(
            "It took eighteen months. / I'd like to say I fought. But really… I filled in forms.",
            "Il a fallu dix-huit mois. / J'aimerais dire que je me suis battue. En vrai… j'ai rempli des papiers.",
            0.8,
        ),
        Line(
            "The same form, four times. / A woman at the association checked the dates with me. / Mondays, after work.",
            "Le même papier, quatre fois. / Une dame de l'association vérifiait les dates avec moi. / "
            "Le lundi, après le travail.",
            0.9,
        ),
        Line(
            "Without her, I'd have missed one. / And if you miss one, you start again.",
            "Sans elle, j'en aurais raté une. / Et si on en rate une, on recommence.",
            1.4,
        ),
        Line("Sami asked me which wall was his.", "Sami m'a demandé lequel était son mur.", 1.0),
        Line("I said, all four.", "J'ai dit : les quatre.", 1.6),
        Line(
            "Last night we slept here, on the floor. / He didn't cough. / I stayed awake to listen to it.",
            "La nuit dernière, on a dormi ici, par terre. / Il n'a pas toussé. / "
            "Je suis restée éveillée pour l'entendre.",
        ),
    ),
    lead=3.4,
)

MONOLOGUES = (NADIA, HENRI, AMARA, JOAN, DANIEL, KEY)
