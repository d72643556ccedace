namespace Moltbot.Policy.Models;

/// <summary>A short name for a model.</summary>
/// <param name="Name">As written.</param>
public sealed record ModelAlias(string Name, ModelReference Model);
