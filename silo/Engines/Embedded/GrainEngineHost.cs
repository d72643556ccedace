using Microsoft.Extensions.Hosting;
using Moltbot.Embedded;

namespace Moltbot.Silo.Engines;

/// <summary>Puts the grain engine that this build was made with into a host.</summary>
internal static class GrainEngineHost
{
    /// <summary>The engine's name, as `up` and `test` print it.</summary>
    public const string Name = "embedded";

    /// <summary>Adds the engine. Storages, the reminder table and call filters are taken from the host's services.</summary>
    /// <exception cref="NotSupportedException">The mode needs a cluster, which this engine never is.</exception>
    public static IHostApplicationBuilder UseGrainEngine(this IHostApplicationBuilder builder, GrainEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Mode != GrainEngineMode.Local)
        {
            throw new NotSupportedException(
                $"The embedded grain engine runs in one process; mode {options.Mode} needs a build with GrainEngine=orleans. Allowed is {GrainEngineMode.Local}.");
        }

        builder.Services.AddEmbeddedGrains();
        return builder;
    }
}
