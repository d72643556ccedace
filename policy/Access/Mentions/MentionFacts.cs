namespace Moltbot.Policy.Access.Mentions;

/// <summary>What is known about mentions in a message.</summary>
/// <param name="CanDetect">Whether the platform or a pattern can tell at all.</param>
/// <param name="WasMentioned">Whether the assistant was named.</param>
/// <param name="HasAnyMention">Whether anybody was.</param>
/// <param name="IsImplicit">Whether the message replies to the assistant, or stands in a thread it takes part in.</param>
public sealed record MentionFacts(bool CanDetect, bool WasMentioned, bool HasAnyMention = false, bool IsImplicit = false);
