using System.Net;
using System.Text;
using CityActors.TestKit;

namespace CityActors.Simulators.Tests.Bench;

/// <summary>An HTTP server in this process that answers as it is told, and remembers what it was asked.</summary>
internal sealed class PaperApi : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<(string Request, string Body)> asked = [];
    private readonly Lock gate = new();
    private readonly Task loop;

    public PaperApi(Func<PaperRequest, PaperAnswer> answers)
    {
        Address = new Uri($"http://127.0.0.1:{Ports.One()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        loop = Serve(answers);
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Method with path and query, and body, of every request so far.</summary>
    public IReadOnlyList<(string Request, string Body)> Asked
    {
        get
        {
            lock (gate)
            {
                return [.. asked];
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await loop;
    }

    private async Task Serve(Func<PaperRequest, PaperAnswer> answers)
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var request = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
            var body = await reader.ReadToEndAsync();
            int count;
            lock (gate)
            {
                asked.Add((request, body));
                count = asked.Count;
            }

            var answer = answers(new PaperRequest(request, body, count, context.Request.Headers["X-City-Source"]));
            context.Response.StatusCode = answer.Status;
            if (answer.RetryAfter is { } seconds)
            {
                context.Response.Headers["Retry-After"] = seconds;
            }

            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
            context.Response.Close();
        }
    }
}

/// <summary>A request.</summary>
/// <param name="Text">Method, path and query.</param>
/// <param name="Body">Body.</param>
/// <param name="Number">Which request it is, from 1.</param>
/// <param name="Source">Who the sender says he is.</param>
internal sealed record PaperRequest(string Text, string Body, int Number, string? Source);

/// <summary>An answer.</summary>
internal sealed record PaperAnswer(int Status, string Body = "", string? RetryAfter = null);
