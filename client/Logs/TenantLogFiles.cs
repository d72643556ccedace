using Moltbot.GrainInterfaces;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// The log files: one for each tenant, which its clients may read, and one for what belongs to no tenant, which no tenant may.
/// </summary>
public sealed class TenantLogFiles
{
    /// <summary>Not a tenant's name with <c>.log</c>: those begin with a letter or digit.</summary>
    private const string GatewayFile = "_gateway.log";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TenantLogOptions _options;

    public TenantLogFiles(TenantLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.Directory);
        }
        else
        {
            Directory.CreateDirectory(options.Directory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The file's name without its folder.</summary>
    public static string NameOf(string? tenant) => tenant is null ? GatewayFile : TenantId.Check(tenant) + ".log";

    /// <summary>The tenant's file; with null the gateway's own.</summary>
    public string PathOf(string? tenant) => Path.Combine(_options.Directory, NameOf(tenant));

    /// <summary>Adds whole lines to a file, putting it aside first when it is full.</summary>
    internal void Append(string? tenant, ReadOnlySpan<byte> lines)
    {
        string path = PathOf(tenant);
        var file = new FileInfo(path);
        if (file.Exists && file.Length + lines.Length > _options.MaxBytes)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(path, options);
        stream.Write(lines);
    }
}
