namespace Moltbot.Storage.Tasks;

/// <summary>The task that stands for what was to be stored, and whether it had been there before under the same id or key.</summary>
public sealed record TaskEnqueueResult(bool IsExisting, string Id);
