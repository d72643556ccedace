using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Runs;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Http;

/// <summary>Reading a body that does not end (B3).</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public async Task A_body_that_trickles_meets_a_deadline()
    {
        var time = new ManualTime();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("{\"messages\":["u8.ToArray(), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { Request = { Body = pipe.Reader.AsStream() }, Response = { Body = answer } };

        Task<JsonDocument?> reading = RequestBody.ReadObject(context, 1_000_000, time);
        await time.WhenArmed(RequestBody.Deadline);
        await pipe.Writer.WriteAsync("1,"u8.ToArray(), TestContext.Current.CancellationToken);
        time.Advance(RequestBody.Deadline);

        (await reading).ShouldBeNull();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status408RequestTimeout);
        context.Response.Headers.Connection.ToString().ShouldBe("close");
    }
}
