using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Moltbot.Gateway.Logs;

/// <summary>Puts the tenants' log files into a host.</summary>
public static class TenantLogServices
{
    /// <summary>Writes logs into one file a tenant; <c>logs.tail</c> reads from there.</summary>
    public static ILoggingBuilder AddTenantLogs(this ILoggingBuilder logging, TenantLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(logging);
        ArgumentNullException.ThrowIfNull(options);
        logging.Services.AddSingleton(options);
        logging.Services.AddSingleton<TenantLogFiles>();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.TryAddSingleton<TenantRedactions>();
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, TenantLogProvider>());
        return logging;
    }

    /// <summary>Writes logs to the console, one plain line each, without secrets.</summary>
    public static ILoggingBuilder AddRedactedConsole(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.TryAddSingleton<TenantRedactions>();
        return logging
            .AddConsole(static console => console.FormatterName = RedactedConsoleFormatter.Registered)
            .AddConsoleFormatter<RedactedConsoleFormatter, ConsoleFormatterOptions>();
    }
}
