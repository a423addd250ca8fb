using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>Which way to look: the six take turns, no one twice in a row, and none where there is nothing for it to look at.</summary>
internal sealed class ShotCycle(int frames)
{
    private static readonly string[] Turns =
        [ShotTypes.Wide, ShotTypes.Medium, ShotTypes.OverShoulder, ShotTypes.CloseUp, ShotTypes.Detail, ShotTypes.Establishing];

    private int _turn;
    private int _frame;
    private string _last = "";

    public string Next(Beat beat, bool hasThing)
    {
        var number = _frame++;
        var shot = number == 0 ? ShotTypes.Establishing
            : number == frames - 1 ? Last(beat)
            : beat.Stage.IsClimax && beat.Copy == 0 ? Either(ShotTypes.CloseUp, ShotTypes.Wide, beat, hasThing)
            : Turn(beat, hasThing);
        return _last = shot;
    }

    private string Last(Beat beat) => Either(ShotTypes.Wide, ShotTypes.Establishing, beat, false);

    private string Either(string first, string second, Beat beat, bool hasThing) => Fits(first, beat, hasThing) ? first : second;

    private string Turn(Beat beat, bool hasThing)
    {
        for (var tried = 0; tried < Turns.Length; tried++)
        {
            var shot = Turns[_turn++ % Turns.Length];
            if (Fits(shot, beat, hasThing))
                return shot;
        }

        return _last == ShotTypes.Wide ? ShotTypes.Establishing : ShotTypes.Wide;
    }

    private bool Fits(string shot, Beat beat, bool hasThing) => shot != _last && shot switch
    {
        ShotTypes.CloseUp or ShotTypes.Medium or ShotTypes.OverShoulder => beat.Key.Cast.Count > 0,
        ShotTypes.Detail => hasThing,
        // What is said is seen in faces.
        ShotTypes.Establishing => beat.Key.Said.Count == 0,
        _ => true,
    };
}
