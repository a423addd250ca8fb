using System.Text;

namespace ComfyStudio.Api.Producer;

/// <summary>Short ids made of names, each only once.</summary>
internal sealed class Slugs
{
    private const int Longest = 24;

    private readonly HashSet<string> _taken = [];

    public string Of(string name)
    {
        var slug = Plain(name);
        var free = slug;
        for (var number = 2; !_taken.Add(free); number++)
            free = $"{slug}-{number}";
        return free;
    }

    private static string Plain(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
                slug.Append(letter switch { 'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'ß' => "ss", _ => letter.ToString() });
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var plain = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-');
        return plain.Length > 0 ? plain : "x";
    }
}
