using Microsoft.Extensions.AI;

namespace Moltbot.Models.Failover;

/// <summary>One event of a streamed call; the member that belongs to <see cref="Kind"/> is set, the others are null.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Update">The piece.</param>
/// <param name="Attempt">The attempt that failed.</param>
/// <param name="Answer">The answer.</param>
public readonly record struct ModelEvent(
    ModelEventKind Kind, ChatResponseUpdate? Update, ModelAttempt? Attempt, ModelAnswer? Answer)
{
    /// <summary>A piece of the answer.</summary>
    public static ModelEvent Of(ChatResponseUpdate update) => new(ModelEventKind.Update, update, null, null);

    /// <summary>The answer starts again.</summary>
    public static ModelEvent Restart(ModelAttempt failed) => new(ModelEventKind.Restart, null, failed, null);

    /// <summary>The end.</summary>
    public static ModelEvent Of(ModelAnswer answer) => new(ModelEventKind.Answer, null, null, answer);
}
