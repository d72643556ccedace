using Microsoft.Extensions.Logging;

namespace Moltbot.Gateway.Logs;

/// <summary>The logger of the tenants' files.</summary>
[ProviderAlias("TenantFiles")]
internal sealed class TenantLogProvider(TenantLogOptions options, TenantLogFiles files, TimeProvider time) : ILoggerProvider, IAsyncDisposable
{
    private readonly LogWriter _writer = new(files);

    public ILogger CreateLogger(string categoryName) => new TenantLogger(categoryName, options.MinimumLevel, time, _writer);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
