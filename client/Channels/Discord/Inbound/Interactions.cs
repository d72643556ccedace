using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// The commands and buttons that people used. Each is answered once in time, so that Discord does not show it as failed; what a command is
/// answered with takes the place of "thinking" as long as Discord lets it. Safe for concurrent use.
/// </summary>
internal sealed class Interactions(DiscordApi api, TimeProvider time)
{
    /// <summary>Discord takes answers for 15 minutes.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(14);

    /// <summary>How long Discord waits to be told that an interaction arrived.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Dictionary<string, OpenInteraction> open = new(StringComparer.Ordinal);

    /// <summary>Tells Discord that an interaction arrived, as long as it waits for that. Never fails: without it the answer is a message like any other.</summary>
    public async Task Answer(Interaction interaction, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await AnswerInTime(interaction, either.Token);
        }
        catch (OperationCanceledException)
        {
            // Too late, or stopped.
        }
    }

    /// <summary>The route by which a command's next piece is sent; null when it has to be a message like any other. The piece is counted as there until <see cref="Refused"/>.</summary>
    public async Task<RestRoute?> RouteFor(string? interactionId)
    {
        OpenInteraction? found;
        lock (gate)
        {
            found = interactionId is null ? null : open.GetValueOrDefault(interactionId);
        }

        if (found is null || !await found.Answered || found.Ends <= time.GetUtcNow())
        {
            return null;
        }

        lock (gate)
        {
            // Whether the first piece arrived may stay unknown: the next must not be put in its place.
            var isFilled = found.IsFilled;
            found.IsFilled = true;
            return isFilled
                ? RestRoute.Followup(found.Interaction.ApplicationId, found.Interaction.Token)
                : RestRoute.OriginalResponse(found.Interaction.ApplicationId, found.Interaction.Token);
        }
    }

    /// <summary>Discord did not take the piece: what it was to stand for is still open.</summary>
    /// <param name="interactionId">The interaction.</param>
    /// <param name="route">The route that it was sent by.</param>
    public void Refused(string? interactionId, RestRoute route)
    {
        lock (gate)
        {
            if (interactionId is not null && open.TryGetValue(interactionId, out var found) && route.Verb == HttpMethod.Patch)
            {
                found.IsFilled = false;
            }
        }
    }

    /// <summary>Discord does not take answers by it any more.</summary>
    public void Forget(string? interactionId)
    {
        lock (gate)
        {
            _ = interactionId is not null && open.Remove(interactionId);
        }
    }

    private async Task AnswerInTime(Interaction interaction, CancellationToken cancellation)
    {
        if (interaction.Type != Interaction.Command)
        {
            _ = await api.AnswerInteraction(interaction, new InteractionAnswer { Type = InteractionAnswer.DeferredUpdate }, cancellation);
            return;
        }

        // Known before it is answered: the reply may be faster.
        var answered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new OpenInteraction(interaction, answered.Task, time.GetUtcNow() + Life));
        try
        {
            var result = await api.AnswerInteraction(interaction, new InteractionAnswer { Type = InteractionAnswer.DeferredMessage }, cancellation);
            answered.TrySetResult(result.Ok);
        }
        finally
        {
            answered.TrySetResult(false);
        }
    }

    private void Add(OpenInteraction interaction)
    {
        lock (gate)
        {
            foreach (var (id, old) in open.Where(entry => entry.Value.Ends <= time.GetUtcNow()).ToList())
            {
                open.Remove(id);
            }

            open[interaction.Interaction.Id] = interaction;
        }
    }
}
