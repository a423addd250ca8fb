using System.Net;
using System.Text.Json;
using ComfyStudio.ComfyUI.Http;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI;

public sealed partial class ComfyUIClient
{
    /// <summary>
    /// POST /prompt ("Submitting"). The reply can carry node errors although it was accepted: outputs that do not validate are left out.
    /// Never repeat it blindly after a lost answer: the engine takes the same prompt id twice. Ask <see cref="FindJobAsync"/> first.
    /// </summary>
    /// <exception cref="PromptRejectedException">The graph is refused; every fault is named with node and input.</exception>
    /// <exception cref="ComfyUIResponseException">
    /// Another error. See <see cref="ComfyUIResponseException.RequestMayHaveTakenEffect"/>: a 500 can come for a prompt that was queued.
    /// </exception>
    public async Task<PromptAccepted> SubmitAsync(PromptRequest request, CancellationToken cancellationToken)
    {
        var extra = request is { ExtraPngInfo: null, PreviewMethod: null } ? null : new ExtraData(request.ExtraPngInfo, request.PreviewMethod);
        var body = new PromptBody(request.Prompt, request.PromptId, request.ClientId, request.Front ? true : null, extra);
        var reply = await _http.PostAsync("prompt", body, WireJson.Default.PromptBody, cancellationToken);
        if (reply.Status is HttpStatusCode.BadRequest)
            throw ReadRejection(reply);
        using var answer = reply.Json();
        var promptId = answer.RootElement.Text("prompt_id") ?? throw EngineFaults.Unexpected(reply, "a prompt id");
        return new PromptAccepted(
            promptId, answer.RootElement.Number("number") ?? 0, RejectionReader.ReadNodeErrors(answer.RootElement.Find("node_errors")));
    }

    /// <summary>
    /// GET /api/jobs/{id} ("Jobs"): pending, running and finished prompts alike; null when unknown, also after the engine restarted.
    /// Where the jobs API does not exist, the answer is put together from /queue and /history.
    /// </summary>
    public async Task<EngineJob?> FindJobAsync(string promptId, CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync($"api/jobs/{Uri.EscapeDataString(promptId)}", cancellationToken);
        if (reply.IsMissingRoute)
            return await FindJobTheOldWayAsync(promptId, cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound)
            return null;
        using var answer = reply.Json();
        return JobReader.Read(answer.RootElement) ?? throw EngineFaults.Unexpected(reply, "a job of a known status");
    }

    /// <summary>GET /api/jobs: every prompt the engine knows, newest first, without <see cref="EngineJob.Outputs"/>. Empty without the jobs API.</summary>
    public async Task<IReadOnlyList<EngineJob>> ListJobsAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("api/jobs", _http.Timeouts.Catalog, cancellationToken);
        if (reply.IsMissingRoute)
            return [];
        using var answer = reply.Json();
        return [.. answer.RootElement.Find("jobs").Items().Select(JobReader.Read).OfType<EngineJob>()];
    }

    /// <summary>Servers before late 2025 have no jobs API: there, <see cref="FindJobAsync"/> answers from /queue and /history.</summary>
    public async Task<bool> HasJobsApiAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("api/jobs?limit=1", cancellationToken);
        if (reply.IsMissingRoute)
            return false;
        using var answer = reply.Json();
        return answer.RootElement.Find("jobs").ValueKind is JsonValueKind.Array;
    }

    /// <summary>GET /queue ("Queue"): everybody's prompts.</summary>
    public async Task<EngineQueue> GetQueueAsync(CancellationToken cancellationToken)
    {
        using var answer = (await _http.GetAsync("queue", cancellationToken)).Json();
        return QueueReader.Read(answer.RootElement);
    }

    /// <summary>GET /prompt: how many prompts are pending and running, whoever sent them. The cheapest sign of life.</summary>
    public async Task<int> GetQueueRemainingAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("prompt", cancellationToken);
        using var answer = reply.Json();
        return (int?)answer.RootElement.Find("exec_info").Integer("queue_remaining") ?? throw EngineFaults.Unexpected(reply, "a queue length");
    }

    /// <summary>POST /queue: removes pending prompts. Running or unknown ids are ignored; removed ones leave no trace and cause no event.</summary>
    public Task DeletePendingAsync(IReadOnlyList<string> promptIds, CancellationToken cancellationToken) =>
        DeleteAsync("queue", promptIds, cancellationToken);

    /// <summary>GET /history/{id} ("History"); null while pending, running or unknown.</summary>
    public async Task<HistoryEntry?> FindHistoryAsync(string promptId, CancellationToken cancellationToken)
    {
        using var answer = (await _http.GetAsync($"history/{Uri.EscapeDataString(promptId)}", cancellationToken)).Json();
        var entry = answer.RootElement.Find(promptId);
        return entry.ValueKind is JsonValueKind.Object ? HistoryReader.Read(promptId, entry) : null;
    }

    /// <summary>POST /history: forgets finished prompts. Their files stay.</summary>
    public Task DeleteHistoryAsync(IReadOnlyList<string> promptIds, CancellationToken cancellationToken) =>
        DeleteAsync("history", promptIds, cancellationToken);

    /// <summary>
    /// POST /api/jobs/{id}/cancel ("Cancelling"), atomically where the jobs API exists, else by /queue and /interrupt. True when it was
    /// pending (and is gone) or running (and will stop at its next step or node; the events tell).
    /// </summary>
    public async Task<bool> CancelAsync(string promptId, CancellationToken cancellationToken)
    {
        var path = $"api/jobs/{Uri.EscapeDataString(promptId)}/cancel";
        var reply = await _http.PostAsync(path, [], WireJson.Default.DictionaryStringString, cancellationToken);
        if (reply.IsMissingRoute)
            return await CancelTheOldWayAsync(promptId, cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound)
            return false;
        using var answer = reply.Json();
        return answer.RootElement.Flag("cancelled");
    }

    /// <summary>
    /// POST /interrupt for this prompt only; nothing happens when another one runs. The engine's check is not atomic: prefer
    /// <see cref="CancelAsync"/>.
    /// </summary>
    public async Task InterruptAsync(string promptId, CancellationToken cancellationToken)
    {
        var reply = await _http.PostAsync("interrupt", new InterruptBody(promptId), WireJson.Default.InterruptBody, cancellationToken);
        reply.EnsureSuccess();
    }

    private static ComfyUIException ReadRejection(EngineReply reply)
    {
        using var answer = LenientJson.TryParse(reply.Body);
        return (answer is null ? null : RejectionReader.Read(answer.RootElement)) ?? (ComfyUIException)EngineFaults.Answered(reply);
    }

    // The queue first: a prompt moves from it into the history in one step of the engine, so it cannot slip through in this order.
    private async Task<EngineJob?> FindJobTheOldWayAsync(string promptId, CancellationToken cancellationToken)
    {
        var queue = await GetQueueAsync(cancellationToken);
        if (queue.Contains(promptId))
        {
            var status = queue.Running.Contains(promptId) ? EngineJobStatus.Running : EngineJobStatus.Pending;
            return new EngineJob(promptId, status, new Dictionary<string, NodeOutput>(), Error: null);
        }

        return await FindHistoryAsync(promptId, cancellationToken) is { } entry ? HistoryReader.ToJob(entry) : null;
    }

    private async Task<bool> CancelTheOldWayAsync(string promptId, CancellationToken cancellationToken)
    {
        var queue = await GetQueueAsync(cancellationToken);
        if (queue.Pending.Contains(promptId))
        {
            await DeletePendingAsync([promptId], cancellationToken);
            // It may have begun between the look and the deletion.
            queue = await GetQueueAsync(cancellationToken);
            if (!queue.Contains(promptId))
                return true;
        }

        if (!queue.Running.Contains(promptId))
            return false;
        await InterruptAsync(promptId, cancellationToken);
        return true;
    }

    private async Task DeleteAsync(string path, IReadOnlyList<string> promptIds, CancellationToken cancellationToken) =>
        (await _http.PostAsync(path, new DeleteBody(promptIds), WireJson.Default.DeleteBody, cancellationToken)).EnsureSuccess();
}
