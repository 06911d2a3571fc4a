using System.Net;

namespace CityActors.Edge.Tests.Ingress.Http;

/// <summary>A body that is written step by step.</summary>
internal sealed class GradualContent(Func<Stream, Task> write) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
