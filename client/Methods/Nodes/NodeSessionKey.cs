namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>A session as a node names it.</summary>
/// <param name="AsSent">The key as the node wrote it; events repeat it.</param>
/// <param name="Stored">The key under which it is stored.</param>
internal sealed record NodeSessionKey(string AsSent, string Stored);
