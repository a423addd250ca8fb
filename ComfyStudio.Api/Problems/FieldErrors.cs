using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Problems;

/// <summary>What is wrong with a request, by field.</summary>
internal sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public bool Has(string field) => _errors.ContainsKey(field);

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
            _errors[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>Takes over those of a part of the request, each sentence once.</summary>
    public void Include(FieldErrors part)
    {
        foreach (var (field, messages) in part._errors)
        {
            foreach (var message in messages.Where(message => !_errors.TryGetValue(field, out var known) || !known.Contains(message)))
                Add(field, message);
        }
    }

    /// <summary>The same errors for a caller who knows the fields by other names.</summary>
    public FieldErrors Rename(Func<string, string> nameOf)
    {
        var renamed = new FieldErrors();
        foreach (var (field, messages) in _errors)
            messages.ForEach(message => renamed.Add(nameOf(field), message));
        return renamed;
    }

    /// <summary>Without those of fields that are somebody else's to check.</summary>
    public FieldErrors Except(Func<string, bool> isElsewhere)
    {
        var rest = new FieldErrors();
        foreach (var (field, messages) in _errors.Where(error => !isElsewhere(error.Key)))
            messages.ForEach(message => rest.Add(field, message));
        return rest;
    }

    public ProblemHttpResult ToProblem() => ToProblem(ProblemKinds.Validation);

    public ProblemHttpResult ToProblem(ProblemKind kind) =>
        kind.With("See errors for each field.", _errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));

    /// <summary>For logs: the fields and what is said of them. Sentences may quote a name, never a prompt.</summary>
    public override string ToString() => string.Join("; ", _errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));
}
