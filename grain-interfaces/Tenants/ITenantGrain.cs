using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A tenant: its configuration document, its gateway credentials, its standing. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>
    /// The configuration, or null when <paramref name="knownVersion"/> is the current one. It holds the tenant's secrets: operators are
    /// shown it by <see cref="Show"/>.
    /// </summary>
    /// <param name="knownVersion">The version the caller has; 0 for none.</param>
    [Access(CallerRole.Gateway), Alias("Configuration")]
    Task<ConfigurationState?> Configuration(long knownVersion);

    /// <summary>The configuration as it may be shown, its secrets masked.</summary>
    [Access(Scope.Admin), Alias("Show")]
    Task<ConfigurationView> Show();

    /// <summary>Judges a shared secret. Never throws for a wrong one; attempts are limited per address and per tenant.</summary>
    [Access(CallerRole.Gateway), Alias("Authenticate")]
    Task<CredentialVerdict> Authenticate(CredentialAttempt attempt);

    /// <summary>
    /// Judges the secret of hooks, counted with the guesses at the shared one from the same address. It lets nobody in but to hooks, and
    /// only where they are served.
    /// </summary>
    [Access(CallerRole.Gateway), Alias("AuthenticateHook")]
    Task<CredentialVerdict> AuthenticateHook(CredentialAttempt attempt);

    /// <summary>Writes the document, if the base hash still fits and the result is valid.</summary>
    [Access(Scope.Admin), Alias("Write")]
    Task<ConfigurationWriteResult> Write(ConfigurationWrite write);

    /// <summary>Makes the tenant, or gives it another gateway token than it had; connections by the former one are closed.</summary>
    /// <param name="tokenHash">Lower-case hex SHA-256 of the token.</param>
    [Access(CallerRole.Registry), Alias("Establish")]
    Task Establish(string tokenHash);

    /// <summary>
    /// Shuts the tenant or opens it again. Shut, it lets nobody in by any credential and every connection is closed; what it has stays.
    /// </summary>
    [Access(CallerRole.Registry), Alias("Suspend")]
    Task Suspend(bool isSuspended);

    /// <summary>Whether it is open: what is not begins nothing by itself.</summary>
    [Access(CallerRole.Grain), Alias("IsOpen")]
    Task<bool> IsOpen();

    /// <summary>Switches the heartbeats of all agents off, or on again where the configuration has some; kept until it is called again.</summary>
    [Access(Scope.Admin), Alias("SwitchHeartbeats")]
    Task SwitchHeartbeats(bool areOn);

    /// <summary>Reads the document again from where it is kept; an invalid one is reported and the last valid one stays.</summary>
    [Access(CallerRole.Gateway), Alias("Reload")]
    Task<ConfigurationState> Reload();
}
