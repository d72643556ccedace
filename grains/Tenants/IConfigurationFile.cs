namespace Moltbot.Grains.Tenants;

/// <summary>A configuration document outside the tenant's row.</summary>
public interface IConfigurationFile
{
    /// <summary>Its full path.</summary>
    string Path { get; }

    /// <summary>Its text; null when it does not exist.</summary>
    Task<string?> Read(CancellationToken cancellationToken);

    /// <summary>Replaces it at once, keeping the last versions as backups.</summary>
    Task Write(string raw, CancellationToken cancellationToken);
}
