using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Whom the small words may mean.</summary>
internal static class Pronouns
{
    public static char? GenderOf(string word, Vocabulary words) => words.IsEnglish
        ? word switch { "she" or "her" or "hers" or "herself" => 'f', "he" or "him" or "his" or "himself" => 'm', _ => null }
        : word switch { "sie" or "ihr" or "ihre" or "ihren" or "ihrem" or "ihrer" => 'f', "er" or "ihn" or "ihm" or "sein" or "seine" or "seinen" or "seinem" or "seiner" => 'm', _ => null };

    /// <summary>Those that can stand where a name stands.</summary>
    public static bool IsSubject(string word, Vocabulary words) => words.IsEnglish ? word is "she" or "he" or "it" : word is "sie" or "er";

    /// <summary>Several of those who are known: "they", "the sisters".</summary>
    public static bool IsMany(string word, Vocabulary words) => words.IsEnglish
        ? word is "they" or "them" or "both" or "we" or "us" or "friends" or "sisters" or "brothers" or "twins" or "siblings" or "couple" or "pair"
            or "girls" or "boys" or "women" or "men"
        : word is "beide" or "beiden" or "freunde" or "freundinnen" or "schwestern" or "brüder" or "geschwister" or "wir" or "uns" or "paar";

    /// <summary>What "sisters" says of the names that follow.</summary>
    public static char? AnnouncedGender(string word) => word switch
    {
        "sisters" or "girls" or "women" or "schwestern" or "freundinnen" => 'f',
        "brothers" or "boys" or "men" or "brüder" => 'm',
        _ => null,
    };

    public static bool IsTeller(string word, Vocabulary words) => words.IsEnglish ? word is "i" or "me" or "my" : word is "ich" or "mich" or "mir";

    /// <summary>Those that may stand before what somebody has.</summary>
    public static bool IsPossessive(string word, Vocabulary words) => words.IsEnglish
        ? word is "her" or "his" or "my" : word.StartsWith("ihr", StringComparison.Ordinal) || word.StartsWith("sein", StringComparison.Ordinal);

    /// <summary>For "her coat"; null when anybody may be meant.</summary>
    public static char? OwnerGender(string word, Vocabulary words) => GenderOf(word, words);
}
