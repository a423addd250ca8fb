using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Jobs;

namespace ComfyStudio.Testing.Processes;

/// <summary>The Api over HTTP, in a few typed words. What it refuses becomes an <see cref="HttpRequestException"/> with its answer.</summary>
public sealed class StudioApi(Uri address) : IDisposable
{
    private const int PageSize = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public HttpClient Http { get; } = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<StudioGeneration> SubmitAsync(StudioOrder order, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generations") { Content = JsonContent.Create(order.ToBody(), options: Json) };
        if (order.IdempotencyKey is { } key)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await Http.SendAsync(request, cancellationToken);
        return await ReadAsync<StudioGeneration>(answer, cancellationToken);
    }

    /// <summary>Null when there is no such job.</summary>
    public async Task<StudioJob?> FindJobAsync(JobId id, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync($"/api/jobs/{id}", cancellationToken);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : await ReadAsync<StudioJob>(answer, cancellationToken);
    }

    /// <summary>Every job, newest first.</summary>
    public Task<IReadOnlyList<StudioJob>> ListJobsAsync(CancellationToken cancellationToken) =>
        ListAsync<StudioJob>("/api/jobs", cancellationToken);

    /// <summary>Every image of the gallery, newest first.</summary>
    public Task<IReadOnlyList<StudioImage>> ListImagesAsync(CancellationToken cancellationToken) =>
        ListAsync<StudioImage>("/api/images", cancellationToken);

    /// <summary>False when it had ended already or is not known.</summary>
    public async Task<bool> CancelAsync(JobId id, CancellationToken cancellationToken)
    {
        using var answer = await Http.PostAsync($"/api/jobs/{id}/cancel", null, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            return false;
        await ReadAsync<JsonElement>(answer, cancellationToken);
        return true;
    }

    public void Dispose() => Http.Dispose();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? next = null;
        do
        {
            using var answer = await Http.GetAsync($"{path}?limit={PageSize}&after={Uri.EscapeDataString(next ?? "")}", cancellationToken);
            var page = await ReadAsync<Page<T>>(answer, cancellationToken);
            all.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return all;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}", null, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken))!;
    }

    private sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
}

/// <summary>Pictures to be made.</summary>
public sealed record StudioOrder
{
    public string Template { get; init; } = "text_to_image_sd15";
    public string Prompt { get; init; } = "a lighthouse at dusk";
    public int Count { get; init; } = 1;
    public int Steps { get; init; } = 4;
    public int Size { get; init; } = 512;

    /// <summary>Of the first picture; null for one of the studio's choice.</summary>
    public long? Seed { get; init; } = 1;

    public string? Engine { get; init; }
    public int? Priority { get; init; }

    /// <summary>Names the request, so that it can be repeated when its answer was lost.</summary>
    public string? IdempotencyKey { get; init; }

    internal object ToBody()
    {
        var slots = new Dictionary<string, object> { ["prompt"] = Prompt, ["steps"] = Steps, ["width"] = Size, ["height"] = Size };
        if (Seed is { } seed)
            slots["seed"] = seed;
        return new { template = Template, slots, count = Count, engine = Engine, priority = Priority };
    }
}

public sealed record StudioGeneration(GroupId Id, IReadOnlyList<StudioJob> Jobs);

public sealed record StudioJob(
    JobId Id, GroupId GroupId, JobState State, int Attempt, bool CancelRequested, IReadOnlyList<StudioImage> Images, StudioFailure? Failure,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt);

public sealed record StudioFailure(FailureClass Class, string Message);

public sealed record StudioImage(string Id, string? JobId, string Url, long Bytes, int Width, int Height);
