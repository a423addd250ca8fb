using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Which seed a frame gets. Nothing is left to chance here: the same sequence, made again, gets the same ones.</summary>
internal static class SeedRules
{
    private const ulong Seeds = Slot.MaxDrawnSeed + 1;

    /// <param name="index">The frame's place, from 0.</param>
    public static Seed Of(Sequence sequence, Frame frame, int index) => frame.Seed ?? sequence.Seed.Rule switch
    {
        SeedRuleKind.Fixed => sequence.Seed.Base,
        SeedRuleKind.BasePlusFrame => sequence.Seed.Base.Next(index),
        _ => Own(sequence.Seed.Base, frame.Id),
    };

    // From its id, so that it keeps it wherever it is moved.
    private static Seed Own(Seed start, string frameId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{start}:{frameId}")));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % Seeds;
    }
}
