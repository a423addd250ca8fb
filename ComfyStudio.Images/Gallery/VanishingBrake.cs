namespace ComfyStudio.Images.Gallery;

/// <summary>
/// Holds back when very many files vanish at once: that is more often a disk that came apart than somebody's wish. They stay listed as
/// missing until a look some time later finds them gone still, or somebody says that it is meant.
/// </summary>
internal sealed class VanishingBrake(TimeProvider time)
{
    private const int AlwaysAllowed = 50;
    private const int AllowedPercent = 20;
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private DateTimeOffset? _heldSince;
    private int _forgottenOneByOne;
    private bool _isMeant;

    /// <summary>Somebody says that what is missing now was taken away on purpose.</summary>
    internal void Release()
    {
        lock (_gate)
            _isMeant = true;
    }

    /// <summary>Whether what a whole look found gone may be forgotten.</summary>
    internal bool Allows(int gone, int count)
    {
        lock (_gate)
        {
            _forgottenOneByOne = 0;
            if (!IsMuch(gone, count))
                return End();
            if (_isMeant || time.GetUtcNow() - (_heldSince ??= time.GetUtcNow()) >= Patience)
                return End();
            return false;
        }
    }

    /// <summary>Whether one more file may be forgotten between two whole looks.</summary>
    internal bool AllowsOne(int count)
    {
        lock (_gate)
            return _heldSince is null && !IsMuch(++_forgottenOneByOne, count);
    }

    private static bool IsMuch(int gone, int count) => gone > Math.Max(AlwaysAllowed, count * (long)AllowedPercent / 100);

    private bool End()
    {
        (_heldSince, _isMeant) = (null, false);
        return true;
    }
}
