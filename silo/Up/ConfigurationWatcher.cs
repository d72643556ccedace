using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;

namespace Moltbot.Silo.Up;

/// <summary>
/// Tells the tenant's grain when the operator's file changed. Looks at the file's time and length every 300 ms, which sees edits
/// through links and on mounts that notify nobody.
/// </summary>
internal sealed partial class ConfigurationWatcher(
    ConfigurationFile file, IGrainFactory grains, TimeProvider time, ILogger<ConfigurationWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        (DateTime, long) seen = Look();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            (DateTime, long) now = Look();
            if (now == seen)
            {
                continue;
            }

            try
            {
                CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, "local"));
                ConfigurationState state = await grains.GetGrain<ITenantGrain>(TenantId.Default).Reload();
                seen = now;
                if (!state.Valid)
                {
                    LogInvalid(file.Path, string.Join("; ", state.Issues.Select(static issue => $"{issue.Path}: {issue.Message}")));
                }
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(problem);
            }
        }
    }

    private (DateTime, long) Look()
    {
        var info = new FileInfo(file.Path);
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} is not valid; the last valid configuration stays in force: {Issues}")]
    private partial void LogInvalid(string path, string issues);

    [LoggerMessage(Level = LogLevel.Error, Message = "The configuration could not be read again")]
    private partial void LogFailed(Exception problem);
}
