using Microsoft.Extensions.Hosting;
using Moltbot.Embedded.Engine;
using Moltbot.Embedded.Reminders;

namespace Moltbot.Embedded.Hosting;

/// <summary>Starts and stops the engine with its host.</summary>
internal sealed class GrainEngineService(GrainEngine engine, ReminderService reminders) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => reminders.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await reminders.StopAsync(cancellationToken);
        await engine.StopAsync(cancellationToken);
    }
}
