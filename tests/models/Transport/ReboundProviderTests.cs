using Moltbot.Models.Transport;
using Moltbot.TestSupport.Network;

namespace Moltbot.Models.Tests.Transport;

/// <summary>Names whose owner changes what they answer (S1).</summary>
public sealed class ReboundProviderTests : IDisposable
{
    private readonly ReboundName _name = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _name.Dispose();

    [Fact]
    public async Task The_address_that_was_judged_is_the_one_connected_to()
    {
        using HttpMessageInvoker http = Client();
        Task<HttpResponseMessage> call = _name.Post(http, Stop);
        await _name.HangUp(Stop);

        // The name was asked once, and what it would answer the next time reached nobody.
        await Should.ThrowAsync<HttpRequestException>(() => call);
        _name.Asked.ShouldBe(1);
        _name.IsInnerReached.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_connection_is_judged_anew()
    {
        using HttpMessageInvoker http = Client();
        Task<HttpResponseMessage> first = _name.Post(http, Stop);
        await _name.HangUp(Stop);
        await Should.ThrowAsync<HttpRequestException>(() => first);

        HttpRequestException refused = await Should.ThrowAsync<HttpRequestException>(() => _name.Post(http, Stop));

        (refused.InnerException ?? refused).ShouldBeOfType<PrivateAddressException>();
        _name.Asked.ShouldBe(2);
        _name.IsInnerReached.ShouldBeFalse();
    }

    private HttpMessageInvoker Client() => ReboundName.Client(new PublicConnect(_name.Resolve, ReboundName.IsPublic).ConnectAsync);
}
