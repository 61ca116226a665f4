"""Texts that are hard to set on a card: long ones, short ones, many scripts, both directions, signs."""

from __future__ import annotations

from webdoc.model import CardText

LONG = (
    "We take turns sleeping, because there is one bed and there are four of us; and when it rains, which it does from "
    "October to April, nobody sleeps at all: we move the bed away from the wall, we put the pots where the water comes, "
    "and we wait for the morning together, and we say to each other that it is for the last winter."
)
WORK = "Seventeen square metres"
HARD = (
    CardText(kind="documentary", text=WORK, byline="Four families, one winter, one staircase", work="Collectif du 4e"),
    CardText(kind="chapter", label="Chapter 12 of 12", text="M", work=WORK),
    CardText(kind="chapter", label="Chapter 1 of 12", text="Eviction", byline="Nadia Benali", work=WORK),
    CardText(kind="quote", text=f"“{LONG}”", byline="Marie-Antoinette Vanderstraeten-Kowalczyk, 34", work=WORK),
    CardText(kind="chapter", label="Chapter 2 of 7", work=WORK, text="What the municipal housing inspector wrote down "
             "in her report, and what she did not write down because nobody had asked her to look under the sink"),
    CardText(kind="chapter", text="DONAUDAMPFSCHIFFFAHRTSELEKTRIZITÄTENHAUPTBETRIEBSWERKBAUUNTERBEAMTENGESELLSCHAFT",
             work="Rechtsschutzversicherungsgesellschaften", lang="de"),
    CardText(kind="quote", text="«\u202fOn nous a dit\u00a0: «\u00a0C’est provisoire\u00a0!\u00a0» — il y a neuf ans.\u202f»",
             byline="Henri, 71\u00a0ans", work="Dix-sept mètres carrés", lang="fr"),
    CardText(kind="number", figure="4.1 million", text="people in France have no decent home", work=WORK),
    CardText(kind="number", figure="1 234 567,89 €", text="de loyers impayés pendant que la chaudière était en panne",
             work="Dix-sept mètres carrés", lang="fr"),
    CardText(kind="number", figure="9", text="", work=WORK),
    CardText(kind="chapter", label="الفصل ٣ من ٧", text="النافذة التي لا تُغلق", byline="مريم، ٣٤ سنة",
             work="سبعة عشر مترًا مربعًا", lang="ar"),
    CardText(kind="quote", text="«نتناوب على النوم لأن السرير واحد ونحن أربعة، وحين تمطر لا ينام أحد منا حتى الصباح.»",
             byline="مريم", work="سبعة عشر مترًا مربعًا", lang="ar"),
    CardText(kind="quote", text="قالت «The landlord» في 2023 إن الإيجار 612 € (بدون تدفئة)!", byline="Nadia بن علي",
             work="Room 17 — الغرفة ١٧", lang="ar"),
    CardText(kind="quote", text="“She said: «هذا البيت ليس بيتًا» and closed the door (2023).”", byline="Amara", work=WORK),
    CardText(kind="quote", text="हम बारी-बारी से सोते हैं, क्योंकि बिस्तर एक है और हम चार हैं। सर्दियों में कोई ठीक से नहीं सोता।",
             byline="मरियम, ३४ वर्ष", work="सत्रह वर्ग मीटर", lang="hi"),
    CardText(kind="chapter", label="अध्याय ३", text="क्षत्रिय स्त्री श्रद्धा से कर्तव्य", work="सत्रह वर्ग मीटर", lang="hi"),
    CardText(kind="quote", text="“我们轮流睡觉,因为只有一张床,而我们有四个人。下雨的时候,谁也睡不着,只好一起等天亮。”",
             byline="玛丽", work="十七平方米", lang="zh"),
    CardText(kind="chapter", label="第三章", text="關不上的窗戶與漏水的屋頂", work="十七平方公尺", lang="zh-TW"),
    CardText(kind="quote", text="「交代で眠ります。ベッドは一つ、わたしたちは四人。雨がふると、だれも眠れずに、ただ朝を待つのです。」",
             byline="マリー(34歳)", work="十七平方メートル", lang="ja"),
    CardText(kind="quote", text="“우리는 교대로 잠을 잡니다. 침대는 하나이고 우리는 넷이니까요. 비가 오면 아무도 자지 못합니다.”",
             byline="마리", work="17제곱미터", lang="ko"),
    CardText(kind="chapter", text="Chez moi 🏠, il pleut ☔ — 👩‍👩‍👧 on rit", work="Dix-sept mètres carrés", lang="fr"),
    CardText(kind="chapter", text="Z̆a̋l̃g̊ó e\u0301te\u0301 Nguyễn Thị Ánh ở Đà Nẵng, Łódź", work="Căn phòng", lang="vi"),
    CardText(kind="chapter", label="Глава 3 из 7", text="Окно, которое не закрывается", byline="Мария, 34 года",
             work="Семнадцать квадратных метров", lang="ru"),
    CardText(kind="chapter", text="Το παράθυρο που δεν κλείνει", byline="Μαρία", work="Δεκαεπτά τετραγωνικά", lang="el"),
    CardText(kind="chapter", text="THE WHOLE TITLE IS IN CAPITALS, AND IT SHOUTS AT EVERYBODY", work=WORK.upper()),
    CardText(kind="quote", text="First line of a song,\nthe second a little longer,\nthe third.", byline="Joan", work=WORK),
)  # fmt: skip
