namespace Moltbot.Storage.Grains;

/// <summary>Undoes a transaction whose writer is not the owner of what it writes.</summary>
internal sealed class CommitRefusedException() : Exception("The writer is not the owner.");
