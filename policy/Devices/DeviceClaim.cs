namespace Moltbot.Policy.Devices;

/// <summary>What a connecting client says about its device; nothing of it is proven yet.</summary>
/// <param name="Id">The device's id.</param>
/// <param name="PublicKey">Its key, in any of the accepted forms.</param>
/// <param name="Signature">Its signature over <see cref="DeviceAuthText"/>.</param>
/// <param name="SignedAtMs">Epoch milliseconds of the signature.</param>
/// <param name="Nonce">The challenge it answers, if it does.</param>
public sealed record DeviceClaim(string Id, string PublicKey, string Signature, long SignedAtMs, string? Nonce);
