using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.Models.Providers;
using Moltbot.Models.Usage;

namespace Moltbot.Models.Failover;

/// <inheritdoc />
internal sealed partial class ModelRouter(
    IModelClientFactory clients, IFailoverPolicy policy, IProfileHealthStore healths, TimeProvider time, ILogger<ModelRouter> logger)
    : IModelRouter
{
    public async Task<ModelAnswer> AskAsync(ModelRequest request, CancellationToken cancellationToken = default)
    {
        ModelAnswer? answer = null;
        await foreach (var e in StreamAsync(request, cancellationToken))
        {
            answer = e.Answer;
        }

        return answer!;
    }

    public async IAsyncEnumerable<ModelEvent> StreamAsync(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var plan = new FailoverPlan(request, policy, healths, time);
        var shown = request.Messages;
        while (plan.Next() is { } candidate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            var updates = new List<ChatResponseUpdate>();
            ModelException? error = null;
            await using (var stream = Open(request with { Messages = shown }, candidate, cancellationToken, ref error))
            {
                while (error is null)
                {
                    try
                    {
                        if (!await stream.MoveNextAsync())
                        {
                            break;
                        }
                    }
                    catch (ModelException e)
                    {
                        error = e;
                        break;
                    }

                    updates.Add(stream.Current);
                    yield return ModelEvent.Of(stream.Current);
                }
            }

            var took = time.GetElapsedTime(started);
            if (error is null)
            {
                plan.Answered(candidate, took);
                yield return ModelEvent.Of(Answer(candidate, updates, plan.Attempts));
                yield break;
            }

            // What the caller's own abort broke is nobody's failure.
            cancellationToken.ThrowIfCancellationRequested();
            if (error.Status is 400 or 413 or 422 && updates.Count == 0 && !request.InsistsOnPictures && UnseenPictures.ToldOf(shown, UnseenPictures.Refused) is var told
                && !ReferenceEquals(told, shown))
            {
                // What is refused may be a picture that is broken, or too large for this provider: nobody's words are lost for it, and no history is shortened.
                shown = told;
                plan.Again(candidate);
                LogFailed(candidate.Target.Reference, "a conversation with pictures was refused; it is asked without them", error.Status, error.Code);
                continue;
            }

            var attempt = plan.Failed(candidate, error, took);
            LogFailed(candidate.Target.Reference, error.Reason?.Name() ?? "unknown", error.Status, error.Code);
            if (updates.Count > 0 && !plan.IsOver)
            {
                yield return ModelEvent.Restart(attempt);
            }
        }

        throw new ModelFailoverException(plan.Summary(), plan.Attempts);
    }

    private IAsyncEnumerator<ChatResponseUpdate> Open(
        ModelRequest request, ModelCandidate candidate, CancellationToken cancellationToken, ref ModelException? error)
    {
        var options = request.Options?.Clone() ?? new ChatOptions();
        options.ModelId = candidate.Target.Model;
        IChatClient client;
        try
        {
            client = clients.GetClient(request.Tenant, candidate.Options, candidate.Profile?.Id ?? "");
        }
        catch (ArgumentException e)
        {
            // A provider that is configured wrongly is no reason not to ask the next one.
            error = new ModelException(e.Message, e) { Provider = candidate.Target.Provider.Id, Model = candidate.Target.Model };
            return AsyncEnumerable.Empty<ChatResponseUpdate>().GetAsyncEnumerator(cancellationToken);
        }

        var blind = !request.InsistsOnPictures && candidate.Target.Provider.Find(candidate.Target.Model)?.Input.Contains("image", StringComparer.Ordinal) == false;
        return client.GetStreamingResponseAsync(blind ? UnseenPictures.ToldOf(request.Messages, UnseenPictures.NotTaken) : request.Messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    private static ModelAnswer Answer(
        ModelCandidate candidate, List<ChatResponseUpdate> updates, IReadOnlyList<ModelAttempt> attempts)
    {
        var response = updates.ToChatResponse();
        var usage = TokenUsage.From(response.Usage);
        var target = candidate.Target;
        return new ModelAnswer(
            target.Provider.Id, target.Model, candidate.Profile?.Id, response, usage,
            TokenPricing.CostOf(usage, target.Provider.Find(target.Model)?.Cost), attempts);
    }
}
