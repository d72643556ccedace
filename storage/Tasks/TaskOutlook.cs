namespace Moltbot.Storage.Tasks;

/// <summary>When a queue is to be looked at again.</summary>
/// <param name="HasQueued">Whether a task can be taken now.</param>
/// <param name="NextDue">When the first of the delayed ones is due; null when there is none.</param>
/// <param name="NextExpiry">When the first lease ends; null when nothing runs.</param>
public sealed record TaskOutlook(bool HasQueued, DateTimeOffset? NextDue, DateTimeOffset? NextExpiry);
