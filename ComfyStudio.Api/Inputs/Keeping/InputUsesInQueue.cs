using System.Runtime.CompilerServices;
using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Inputs.Keeping;

/// <summary>Which uploads the queue names: those of jobs that may still run or be tried again, and of batches and runs that may grow.</summary>
internal sealed class InputUsesInQueue(JobQueue queue)
{
    private const int JobsAtOnce = 500;

    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var job in JobsAsync(cancellationToken))
        {
            foreach (var id in job.Spec.Inputs.Select(input => input.Sha256).Concat(IdsIn(job.Spec.Slots)).Concat(IdsIn(job.Spec.Asked)))
                yield return id;
        }

        foreach (var kind in new[] { BatchBook.Kind, SequenceBook.Kind })
        {
            foreach (var group in await queue.ListDescribedAsync(kind, cancellationToken))
            {
                foreach (var id in InputUses.IdsIn((await queue.FindGroupAsync(group, cancellationToken))?.About))
                    yield return id;
            }
        }
    }

    // Newest first: what comes meanwhile has counted as used when it was asked for.
    private async IAsyncEnumerable<Job> JobsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Job> page = [];
        do
        {
            page = await queue.ListAsync(new JobFilter([]), page is [.., var last] ? last.Sequence : null, JobsAtOnce, cancellationToken);
            foreach (var job in page)
                yield return job;
        }
        while (page.Count > 0);
    }

    private static IEnumerable<string> IdsIn(IReadOnlyDictionary<string, JsonElement>? values) =>
        values?.Values.SelectMany(value => InputUses.IdsIn(value.GetRawText())) ?? [];
}
