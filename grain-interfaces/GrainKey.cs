using System.Security.Cryptography;
using System.Text;

namespace Moltbot.GrainInterfaces;

/// <summary>
/// The key of every grain: <c>tenant</c>, or <c>tenant/rest</c>. At most <see cref="MaxLength"/> printable ASCII characters; a
/// longer or non-ASCII rest is cut and ends in a hash of the whole, the grain keeps the full text in its state. A key locates a
/// grain and authorises nothing.
/// </summary>
public readonly record struct GrainKey
{
    /// <summary>The longest key, in characters: a reminder row holds the grain's type and key in 150.</summary>
    public const int MaxLength = 120;

    private const int HashLength = 32;

    // Half of a character pair has no bytes of its own: two texts that differ in such halves alone would be one key.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private GrainKey(string tenant, string rest)
    {
        Tenant = tenant;
        Rest = rest;
    }

    /// <summary>The tenant, see <see cref="TenantId"/>.</summary>
    public string Tenant { get; }

    /// <summary>What follows the tenant's slash; empty for a grain of the tenant itself.</summary>
    public string Rest { get; }

    /// <summary>The key of the tenant's own grains.</summary>
    /// <exception cref="FormatException"><paramref name="tenant"/> is not a tenant id.</exception>
    public static GrainKey ForTenant(string tenant) => new(TenantId.Check(tenant), "");

    /// <summary>The key of a session's grain.</summary>
    /// <param name="tenant">The tenant id.</param>
    /// <param name="sessionKey">The canonical session key, such as <c>agent:main:main</c>.</param>
    public static GrainKey ForSession(string tenant, string sessionKey) => Build(tenant, sessionKey);

    /// <summary>The key of a channel account's grains: connection, pairing, access policy.</summary>
    public static GrainKey ForAccount(string tenant, string channel, string account) =>
        Build(tenant, Escape(channel) + "/" + Escape(account));

    /// <summary>The key of an agent's grains: tool policy.</summary>
    /// <param name="tenant">The tenant id.</param>
    /// <param name="agentId">The canonical agent id.</param>
    public static GrainKey ForAgent(string tenant, string agentId) => Build(tenant, agentId);

    /// <summary>The key of a device's grain.</summary>
    /// <param name="tenant">The tenant id.</param>
    /// <param name="deviceId">The device id, 64 lower-case hex digits.</param>
    public static GrainKey ForDevice(string tenant, string deviceId) => Build(tenant, deviceId);

    /// <summary>The key of a grain that holds one bucket of many, such as a rate limiter's.</summary>
    public static GrainKey ForBucket(string tenant, string bucket) => Build(tenant, bucket);

    /// <summary>Reads a key that <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static GrainKey Parse(string text) => TryParse(text, out GrainKey key)
        ? key
        : throw new FormatException($"A grain key is 'tenant' or 'tenant/rest' in at most {MaxLength} printable ASCII characters, 'tenant' a tenant id.");

    /// <summary>Reads a key that <see cref="ToString"/> wrote; false when the text is no key.</summary>
    public static bool TryParse(string? text, out GrainKey key)
    {
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        string? tenant = slash < 0 ? text : text![..slash];
        string rest = slash < 0 ? "" : text![(slash + 1)..];
        bool isKey = TenantId.IsValid(tenant) && text!.Length <= MaxLength && (slash < 0 || rest.Length > 0) && IsPlain(rest);
        key = isKey ? new GrainKey(tenant!, rest) : default;
        return isKey;
    }

    /// <inheritdoc/>
    public override string ToString() => Rest.Length == 0 ? Tenant : $"{Tenant}/{Rest}";

    /// <exception cref="ArgumentException">The rest is empty or holds half of a character pair.</exception>
    private static GrainKey Build(string tenant, string rest)
    {
        ArgumentException.ThrowIfNullOrEmpty(rest);
        TenantId.Check(tenant);
        int room = MaxLength - tenant.Length - 1;
        if (rest.Length <= room && IsPlain(rest) && !rest.Contains('~', StringComparison.Ordinal))
        {
            return new GrainKey(tenant, rest);
        }

        // '~' appears in no key that was not shortened, so a shortened key never equals a plain one.
        string hash = Convert.ToHexStringLower(SHA256.HashData(Strict.GetBytes(rest)))[..HashLength];
        var head = new StringBuilder(room);
        foreach (char c in rest.AsSpan(0, Math.Min(rest.Length, room - HashLength - 1)))
        {
            head.Append(c is > ' ' and < '\x7f' and not '~' ? c : '_');
        }

        return new GrainKey(tenant, head.Append('~').Append(hash).ToString());
    }

    private static string Escape(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        return part.Replace("~", "~7e", StringComparison.Ordinal).Replace("/", "~2f", StringComparison.Ordinal);
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is <= ' ' or >= '\x7f')
            {
                return false;
            }
        }

        return true;
    }
}
