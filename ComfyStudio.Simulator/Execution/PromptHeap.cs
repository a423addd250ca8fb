namespace ComfyStudio.Simulator.Execution;

/// <summary>
/// Python's heapq over (number, prompt id). /queue shows the array as it lies, so the sift steps must be Python's own,
/// not merely those of any heap.
/// </summary>
internal sealed class PromptHeap
{
    private readonly List<PromptItem> _items = [];

    public IReadOnlyList<PromptItem> Items => _items;

    public void Push(PromptItem item)
    {
        _items.Add(item);
        SiftDown(0, _items.Count - 1);
    }

    public PromptItem? Pop()
    {
        if (_items.Count == 0)
            return null;
        var last = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        if (_items.Count == 0)
            return last;
        var first = _items[0];
        _items[0] = last;
        SiftUp(0);
        return first;
    }

    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        for (var i = (_items.Count / 2) - 1; i >= 0; i--)
            SiftUp(i);
    }

    public void Clear() => _items.Clear();

    private static bool IsBefore(PromptItem a, PromptItem b) =>
        a.Priority < b.Priority || (a.Priority == b.Priority && string.CompareOrdinal(a.Id, b.Id) < 0);

    private void SiftDown(int start, int position)
    {
        var item = _items[position];
        while (position > start)
        {
            var parent = (position - 1) >> 1;
            if (!IsBefore(item, _items[parent]))
                break;
            _items[position] = _items[parent];
            position = parent;
        }
        _items[position] = item;
    }

    // heapq lets the hole fall to a leaf along the smaller children and then lifts the item from there.
    private void SiftUp(int position)
    {
        var start = position;
        var item = _items[position];
        for (var child = (2 * position) + 1; child < _items.Count; child = (2 * position) + 1)
        {
            if (child + 1 < _items.Count && !IsBefore(_items[child], _items[child + 1]))
                child++;
            _items[position] = _items[child];
            position = child;
        }
        _items[position] = item;
        SiftDown(start, position);
    }
}
