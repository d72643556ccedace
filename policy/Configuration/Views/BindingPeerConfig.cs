namespace Moltbot.Policy.Configuration.Views;

/// <summary>The conversation a binding names.</summary>
/// <param name="Kind"><c>dm</c>, <c>group</c> or <c>channel</c>.</param>
public sealed record BindingPeerConfig(string Kind, string Id);
