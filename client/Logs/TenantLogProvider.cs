using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Logs;

/// <summary>The logger of the tenants' files.</summary>
[ProviderAlias("TenantFiles")]
internal sealed class TenantLogProvider(TenantLogOptions options, TenantLogFiles files, TimeProvider time, TenantRedactions redactions)
    : ILoggerProvider, ISupportExternalScope, IAsyncDisposable
{
    private readonly LogWriter _writer = new(files);
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new TenantLogger(categoryName, options.MinimumLevel, time, _scopes, _writer, redactions);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
