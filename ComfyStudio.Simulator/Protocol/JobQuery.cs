using System.Globalization;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>The parameters of the list, or what is wrong with them.</summary>
internal sealed record JobQuery(IReadOnlyList<string> Statuses, string WorkflowId, string SortBy, bool IsAscending, int Offset, int? Limit)
{
    public string? Error { get; private init; }

    public static JobQuery Read(IQueryCollection query, string[] known)
    {
        var statuses = query["status"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sortBy = query["sort_by"].ToString() is { Length: > 0 } by ? by : "created_at";
        var sortOrder = query["sort_order"].ToString() is { Length: > 0 } order ? order : "desc";
        var offset = Whole(query["offset"].ToString(), 0);
        var limit = Whole(query["limit"].ToString(), null);
        return new JobQuery(statuses, query["workflow_id"].ToString(), sortBy, sortOrder == "asc", Math.Max(0, offset ?? 0), limit)
        {
            Error = statuses.Except(known).ToList() is { Count: > 0 } unknown
                    ? $"Invalid status value(s): {string.Join(", ", unknown)}. Valid values: {string.Join(", ", known)}"
                : sortBy is not ("created_at" or "execution_duration") ? "sort_by must be 'created_at' or 'execution_duration'"
                : sortOrder is not ("asc" or "desc") ? "sort_order must be 'asc' or 'desc'"
                : query.ContainsKey("limit") && limit is null ? "limit must be an integer"
                : limit <= 0 ? "limit must be a positive integer"
                : offset is null ? "offset must be an integer"
                : null,
        };
    }

    public bool Wants(JobView job) =>
        (Statuses.Count == 0 || Statuses.Contains(job.Status)) && (WorkflowId.Length == 0 || job.Item.WorkflowId == WorkflowId);

    public IEnumerable<JobView> Sort(IEnumerable<JobView> jobs)
    {
        Func<JobView, long> key = SortBy == "created_at" ? job => job.Item.CreateTime : job => job.Duration;
        return IsAscending ? jobs.OrderBy(key) : jobs.OrderByDescending(key);
    }

    private static int? Whole(string text, int? otherwise) => text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
