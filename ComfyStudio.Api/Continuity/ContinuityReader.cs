using ComfyStudio.Api.Sequences;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Continuity;

/// <summary>Compares what stands in a sequence with its neighbours and with the pictures of its people and places.</summary>
internal sealed class ContinuityReader(SequenceViewer viewer, ComparisonClient comparisons)
{
    /// <returns>Null when nobody could compare.</returns>
    public async Task<ContinuityView?> FindAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var shown = (await viewer.PicturesAsync(sequence, cancellationToken)).Index().Where(frame => frame.Item.Image is not null)
            .Select(frame => new Shown(frame.Item.Frame, frame.Index + 1, frame.Item.Image!)).ToList();
        var order = new Order();
        var references = shown.ToDictionary(picture => picture.Frame.Id, picture => ReferencesOf(sequence, picture.Frame, shown)
            .Select(reference => (reference.Reference, Pair: order.Pair(ComparedPicture.Of(picture.Image), reference.Picture))).ToList());
        var neighbours = shown.Zip(shown.Skip(1)).Select(pair => order.Pair(ComparedPicture.Of(pair.First.Image), ComparedPicture.Of(pair.Second.Image))).ToList();
        if (shown.Count == 0)
            return new ContinuityView(sequence.Version, [.. sequence.Frames.Select((frame, i) => Empty(frame, i + 1))], ContinuityWords.Scale);
        if (await comparisons.FindAsync(order.Whole, cancellationToken) is not { } answer)
            return null;

        var byId = shown.Index().ToDictionary(picture => picture.Item.Frame.Id, picture => View(picture.Index));
        return new ContinuityView(sequence.Version, [.. sequence.Frames.Select((frame, i) => byId.GetValueOrDefault(frame.Id) ?? Empty(frame, i + 1))], ContinuityWords.Scale);

        FrameContinuity View(int at)
        {
            var (picture, before, after) = (shown[at], Neighbour(at - 1, at - 1), Neighbour(at + 1, at));
            return new FrameContinuity(
                picture.Frame.Id, picture.Number, picture.Image.Id, before, after,
                [.. references[picture.Frame.Id].Where(each => answer.Pairs[each.Pair] is not null).Select(each => Describe(each.Reference, answer.Pairs[each.Pair]!))],
                before is null ? [] : [.. ContinuityWords.Remarks(picture.Frame, shown[at - 1].Frame, before)]);
        }

        NeighbourView? Neighbour(int at, int pair) => at >= 0 && at < shown.Count && answer.Pairs[neighbours[pair]] is { } compared
            ? new NeighbourView(
                shown[at].Frame.Id, shown[at].Number, compared.Palette, ContinuityWords.OfPalette(compared.Palette), compared.Likeness, ContinuityWords.OfLikeness(compared.Likeness))
            : null;
    }

    private static FrameContinuity Empty(Frame frame, int number) => new(frame.Id, number, null, null, null, [], []);

    private static IEnumerable<(PlacedReference Reference, ComparedPicture Picture)> ReferencesOf(Sequence sequence, Frame frame, List<Shown> shown)
    {
        foreach (var placed in sequence.ReferencesIn(frame))
        {
            if (placed.Reference.Input is { } input)
                yield return (placed, ComparedPicture.OfInput(input));
            else if (shown.Find(other => other.Frame.Id == placed.Reference.Frame) is { } other)
                yield return (placed, ComparedPicture.Of(other.Image));
        }
    }

    private static ReferenceView Describe(PlacedReference reference, Compared compared) => new(
        reference.Of, reference.Name, reference.Reference.Input, reference.Reference.Frame, compared.Palette, ContinuityWords.OfPalette(compared.Palette), compared.Likeness, ContinuityWords.OfLikeness(compared.Likeness));

    private sealed record Shown(Frame Frame, int Number, ImageRecord Image);

    /// <summary>Each picture once, however often it is compared.</summary>
    private sealed class Order
    {
        private readonly List<ComparedPicture> _pictures = [];
        private readonly Dictionary<ComparedPicture, int> _places = [];
        private readonly List<ComparedPair> _pairs = [];

        public ComparisonOrder Whole => new(_pictures, _pairs);

        public int Pair(ComparedPicture one, ComparedPicture other)
        {
            _pairs.Add(new ComparedPair(Place(one), Place(other)));
            return _pairs.Count - 1;
        }

        private int Place(ComparedPicture picture)
        {
            if (!_places.TryGetValue(picture, out var place))
            {
                _places[picture] = place = _pictures.Count;
                _pictures.Add(picture);
            }

            return place;
        }
    }
}
