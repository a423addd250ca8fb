namespace ComfyStudio.Api.Tests.Producer;

internal static class Stories
{
    public const string Tale = """
        Once upon a time there was a little hedgehog named Pip who lived under an old apple tree in the meadow. One morning, Pip found a red
        kite stuck in the branches. He climbed up carefully and pulled the kite free. Suddenly a strong wind lifted him high above the meadow!
        Below, his friend Lily the rabbit shouted and ran after him. Pip held on tightly and laughed with joy. At sunset the wind grew calm and
        the kite floated down into Lily's garden. The two friends shared a warm apple pie and looked at the stars.
        """;

    public const string Noir = """
        Rain fell on the empty street as Detective Cole stepped out of his car. He wore a grey trenchcoat and a black fedora. A neon sign
        flickered above the bar. Inside, a woman in a red dress waited at the counter. "You're late," said Vivian. Cole lit a cigarette and put
        a photograph on the table. She looked at the photo and her hands began to tremble. "Where did you get this?" she whispered. Suddenly a
        shot broke the window. Cole pulled her down and drew his gun. When the smoke cleared, Vivian was gone.
        """;

    public const string Nature = """
        Before dawn, mist lies over the still river. A grey heron stands motionless in the shallow water. The sun rises behind the pines and the
        fog begins to glow. A salmon leaps from the rapids. The heron strikes and misses. Further upstream, a brown bear wades into the current.
        By evening the river is quiet again, and the heron spreads its wings and flies towards the mountains.
        """;

    public const string German = """
        Der alte Leuchtturm
        Am frühen Morgen steht Käthe am Hafen und blickt auf das stürmische Meer. Sie trägt einen gelben Regenmantel und rote Stiefel. Ihr
        Großvater, ein alter Fischer mit weißem Bart, ist seit der Nacht nicht zurückgekehrt. Käthe steigt in das kleine Boot und rudert hinaus.
        Plötzlich bricht eine gewaltige Welle über das Boot! Am Abend kehren beide glücklich in den Hafen zurück.
        """;

    public const string Dialogue = """
        MARA: You said you would never come back.
        TOM: I know what I said. I was wrong about the sea.
        MARA: It has been ten years, Tom. The lighthouse is empty.
        TOM: Then let me light it again.
        """;

    public const string TenShots = """
        1. Wide shot: a red door in an empty street
        2. The door opens; nobody is there
        3. Close-up of a hand on the frame, (shaking:1.2)
        4. A cat
        5. The cat looks up
        6. Rain, rain, rain
        7. {blue|green} light
        8. Someone runs, then someone else
        9. Black
        10. The red door, closed
        """;
}
