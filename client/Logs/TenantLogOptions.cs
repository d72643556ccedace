using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Logs;

/// <summary>Where log files are and how large they may become.</summary>
public sealed record TenantLogOptions
{
    /// <summary>The folder of the log files, one a tenant.</summary>
    public required string Directory { get; init; }

    /// <summary>The size, in bytes, above which a file is put aside and a new one begun; one older file is kept.</summary>
    public long MaxBytes { get; init; } = 10_000_000;

    /// <summary>What is less important is not written.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.Information;
}
