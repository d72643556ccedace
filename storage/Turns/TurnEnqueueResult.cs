namespace Moltbot.Storage.Turns;

/// <summary>The stored turn, and whether it had been there before under the same run id.</summary>
public sealed record TurnEnqueueResult(bool IsExisting, TurnRow Turn);
