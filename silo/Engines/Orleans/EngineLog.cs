using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Moltbot.Silo.Engines;

/// <summary>
/// What the engine warns of and whoever reads it can do nothing about. Who sets a level for <c>Orleans</c> or a part of it
/// (<c>MOLTBOT_HOST_Logging__LogLevel__Orleans</c>) is told everything of that level.
/// </summary>
internal static class EngineLog
{
    /// <summary>Warns at each start that the server garbage collector is off. It would take several times the memory, and one process mostly has a small machine.</summary>
    private const string Silo = "Orleans.Runtime.Silo";

    /// <summary>Warns when the process stood still for a moment, as it does while it starts. Nobody waits for a silo that is alone.</summary>
    private const string Watchdog = "Orleans.Runtime.Watchdog";

    public static void Quieten(IHostApplicationBuilder builder, GrainEngineMode mode)
    {
        if (builder.Configuration.GetSection("Logging:LogLevel").GetChildren().Any(static level => level.Key.StartsWith("Orleans", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        builder.Logging.AddFilter(Silo, LogLevel.Error);
        if (mode == GrainEngineMode.Local)
        {
            builder.Logging.AddFilter(Watchdog, LogLevel.Error);
        }
    }
}
