using Microsoft.Extensions.DependencyInjection;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.Gateway.Methods.Audit;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Methods.Config;
using Moltbot.Gateway.Methods.Cron;
using Moltbot.Gateway.Methods.Logs;
using Moltbot.Gateway.Methods.Models;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Pairing;
using Moltbot.Gateway.Methods.Policy;
using Moltbot.Gateway.Methods.Sandboxes;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Methods.Skills;
using Moltbot.Gateway.Methods.Tasks;
using Moltbot.Gateway.Methods.Tenants;
using Moltbot.Gateway.Methods.Usage;

namespace Moltbot.Gateway.Methods;

/// <summary>Puts the methods about conversations, configuration and records into the container.</summary>
public static class GatewayMethodServices
{
    /// <summary>
    /// Adds the methods. Needs <see cref="Tenants.ITenantViews"/>, <see cref="Hosting.GatewayOptions"/>, <see cref="TimeProvider"/>
    /// and logging among the services.
    /// </summary>
    public static IServiceCollection AddGatewayMethods(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services
            .AddSingleton<SessionListing>()
            .AddSingleton<SessionPreviews>()
            .AddSingleton<SessionResolving>()
            .AddSingleton<SessionPatching>()
            .AddSingleton<ChatSending>()
            .AddSingleton<RunOutcome>()
            .AddSingleton<SendTargets>()
            .AddSingleton<AgentRunning>()
            .AddSingleton<ConfigWriting>()
            .AddSingleton<IMethodModule, SessionsModule>()
            .AddSingleton<IMethodModule, ChatModule>()
            .AddSingleton<IMethodModule, AgentsModule>()
            .AddSingleton<IMethodModule, ModelsModule>()
            .AddSingleton<IMethodModule, ConfigModule>()
            .AddSingleton<IMethodModule, UsageModule>()
            .AddSingleton<IMethodModule, OutboundModule>()
            .AddSingleton<IMethodModule, LogsModule>()
            .AddSingleton<IMethodModule, AuditModule>()
            .AddSingleton<IMethodModule, PairingModule>()
            .AddSingleton<IMethodModule, PolicyModule>()
            .AddSingleton<IMethodModule, TenantsModule>()
            .AddSingleton<CronWishes>()
            .AddSingleton<IMethodModule, CronModule>()
            .AddSingleton<IMethodModule, WakeModule>()
            .AddSingleton<IMethodModule, SkillsModule>()
            .AddSingleton<IMethodModule, SkillReviewModule>()
            .AddSingleton<IMethodModule, TasksModule>()
            .AddSingleton<IMethodModule, SandboxesModule>();
    }
}
