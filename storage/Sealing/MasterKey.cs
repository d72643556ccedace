using System.Security.Cryptography;

namespace Moltbot.Storage.Sealing;

/// <summary>
/// The key that wraps the tenants' keys: 32 bytes from the environment (base64), or the file <c>master.key</c> of the state
/// folder, which is made at the first start and readable by its owner alone.
/// </summary>
internal sealed class MasterKey
{
    public const string FileName = "master.key";

    private const string WrapTable = "tenant_keys";

    private readonly byte[] secret;

    private MasterKey(byte[] secret)
    {
        this.secret = secret;
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "moltbot.master-id"u8).AsSpan(0, 8));
    }

    /// <summary>Names the key without telling anything about it; stored beside what it wraps.</summary>
    public string Id { get; }

    public static MasterKey Parse(string base64, string origin)
    {
        var bytes = new byte[TenantKey.Size + 1];
        if (!Convert.TryFromBase64String(base64.Trim(), bytes, out var length) || length != TenantKey.Size)
        {
            throw new ArgumentException($"The master key in {origin} is not the base64 form of {TenantKey.Size} bytes; make one with: openssl rand -base64 {TenantKey.Size}", nameof(base64));
        }

        return new MasterKey(bytes[..TenantKey.Size]);
    }

    public static MasterKey FromFile(string folder)
    {
        PrivateFiles.CreateFolder(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Create(path);
        }

        RefuseWhenOthersMayRead(path);
        return Parse(File.ReadAllText(path), path);
    }

    public byte[] Wrap(string tenant, ReadOnlySpan<byte> key) => Envelope.Seal(secret, tenant, WrapTable, Id, key);

    public byte[] Unwrap(string tenant, ReadOnlySpan<byte> wrapped) => Envelope.Unseal(secret, tenant, WrapTable, Id, wrapped);

    /// <summary>A MAC that only a holder of the master key can make.</summary>
    public byte[] Mac(ReadOnlySpan<byte> data)
    {
        Span<byte> derived = stackalloc byte[TenantKey.Size];
        HMACSHA256.HashData(secret, "moltbot.mac"u8, derived);
        return HMACSHA256.HashData(derived, data);
    }

    private static void Create(string path)
    {
        // Written aside and renamed without overwriting: of two processes that start together both read the same key.
        var aside = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFiles.Open(aside, FileMode.CreateNew))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(TenantKey.Size)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    private static void RefuseWhenOthersMayRead(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(path) & others) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"The master key {path} may be read by others; run: chmod 600 {path}");
        }
    }
}
