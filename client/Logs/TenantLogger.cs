using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// Writes each line into the file of the tenant on whose behalf the code runs: the claim that its grain calls carry names it, or
/// else a <see cref="TenantLogScope"/> around it. Stack traces are the operator's alone.
/// </summary>
internal sealed class TenantLogger(string category, LogLevel minimum, TimeProvider time, IExternalScopeProvider scopes, LogWriter writer, TenantRedactions redactions) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string message = formatter(state, exception);
        DateTimeOffset now = time.GetUtcNow();
        string? tenant = (CallerContext.Current?.Tenant ?? Scoped()) is { } named && TenantId.IsValid(named) ? named : null;
        if (tenant is not null)
        {
            writer.Write(tenant, LogLine.Encode(now, logLevel, category, message, exception, withTrace: false, redactions.ForLogs(tenant)));
        }

        if (tenant is null || exception is not null)
        {
            writer.Write(null, LogLine.Encode(now, logLevel, category, message, exception, withTrace: true, redactions.ForLogs(null)));
        }
    }

    /// <summary>The tenant of the innermost scope that names one.</summary>
    private string? Scoped()
    {
        var found = new Found();
        scopes.ForEachScope(static (scope, found) => found.Tenant = (scope as TenantLogScope)?.Tenant ?? found.Tenant, found);
        return found.Tenant;
    }

    private sealed class Found
    {
        public string? Tenant { get; set; }
    }
}
