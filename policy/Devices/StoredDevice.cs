namespace Moltbot.Policy.Devices;

/// <summary>What the record of a paired device says about its authority.</summary>
/// <param name="PublicKey">Its key in the stored form.</param>
/// <param name="Roles">The roles it was approved for.</param>
/// <param name="Scopes">The scopes it was approved for.</param>
public sealed record StoredDevice(string PublicKey, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes);
