using Moltbot.Models.Transport;
using Moltbot.TestSupport.Network;
using Moltbot.TestSupport.Time;

namespace Moltbot.Models.Tests.Transport;

/// <summary>What a provider's certificate names is not loaded: nobody would judge the address (S1, S2).</summary>
public sealed class UnsentIssuerTests
{
    [Fact]
    public async Task A_providers_certificate_has_nothing_asked_of_an_inner_address()
    {
        using var provider = new UnsentIssuer();
        using var transport = new ModelTransport(new ModelTransportOptions(), static (_, _) => true);
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.Address);
        Task showing = provider.Show(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<HttpRequestException>(() => transport.SendAsync(request, allowPrivate: false, TestContext.Current.CancellationToken).InTime());

        await showing.InTime();
        provider.IsInnerReached.ShouldBeFalse();
    }
}
