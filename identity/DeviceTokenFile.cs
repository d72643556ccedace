using System.Text.Json;

namespace Moltbot.Identity;

/// <summary>The tokens gateways gave this device, mode 0600. What cannot be read counts as none: the shared secret still works.</summary>
public sealed class DeviceTokenFile(string path, string deviceId)
{
    /// <summary>The token for a gateway and role; null when there is none.</summary>
    public DeviceToken? Find(Uri gateway, string role) =>
        Load().Gateways.TryGetValue(gateway.Authority, out var roles) && roles.TryGetValue(role, out var token) && token.Token.Length > 0 ? token : null;

    /// <summary>Stores a token, unless it is stored already.</summary>
    public void Store(Uri gateway, DeviceToken token)
    {
        if (Find(gateway, token.Role) is { } known && known.Token == token.Token && known.Scopes.SequenceEqual(token.Scopes, StringComparer.Ordinal))
        {
            return;
        }

        var stored = Load();
        if (!stored.Gateways.TryGetValue(gateway.Authority, out var roles))
        {
            stored.Gateways[gateway.Authority] = roles = [];
        }

        roles[token.Role] = token;
        Save(stored);
    }

    /// <summary>Drops a token that the gateway no longer accepts.</summary>
    public void Forget(Uri gateway, string role)
    {
        var stored = Load();
        if (stored.Gateways.TryGetValue(gateway.Authority, out var roles) && roles.Remove(role))
        {
            if (roles.Count == 0)
            {
                stored.Gateways.Remove(gateway.Authority);
            }

            Save(stored);
        }
    }

    private StoredDeviceTokens Load()
    {
        try
        {
            if (PrivateFile.Read(path) is { } text
                && JsonSerializer.Deserialize(text, IdentityJson.Default.StoredDeviceTokens) is { Gateways: not null } stored
                && stored.DeviceId == deviceId)
            {
                return stored;
            }
        }
        catch (JsonException)
        {
            // Written anew at the next chance.
        }

        return new StoredDeviceTokens { DeviceId = deviceId };
    }

    private void Save(StoredDeviceTokens tokens) =>
        PrivateFile.Write(path, JsonSerializer.Serialize(tokens, IdentityJson.Default.StoredDeviceTokens) + "\n");
}
