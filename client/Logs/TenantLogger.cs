using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// Writes each line into the file of the tenant on whose behalf the code runs: the claim that its grain calls carry names it.
/// Stack traces are the operator's alone.
/// </summary>
internal sealed class TenantLogger(string category, LogLevel minimum, TimeProvider time, LogWriter writer) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string message = formatter(state, exception);
        DateTimeOffset now = time.GetUtcNow();
        string? tenant = CallerContext.Current?.Tenant is { } named && TenantId.IsValid(named) ? named : null;
        if (tenant is not null)
        {
            writer.Write(tenant, LogLine.Encode(now, logLevel, category, message, exception, withTrace: false));
        }

        if (tenant is null || exception is not null)
        {
            writer.Write(null, LogLine.Encode(now, logLevel, category, message, exception, withTrace: true));
        }
    }
}
