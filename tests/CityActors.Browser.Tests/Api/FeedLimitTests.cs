namespace CityActors.Browser.Tests.Api;

public sealed class FeedLimitTests(ApiCity city) : IClassFixture<ApiCity>
{
    [Fact]
    public async Task Feeds_beyond_the_most_are_told_to_come_again()
    {
        var readers = new List<FeedReader>();
        try
        {
            while (readers.Count < 8)
            {
                readers.Add(await FeedReader.Open(city.Client, "/api/map/changes?cells=1"));
            }

            var refused = await city.Get("/api/map/changes?cells=1");
            refused.IsProblem(503, "problem:not-ready", says: "8 feeds are open already");
            Assert.Equal("1", refused.Headers["Retry-After"]);
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        // Seats are given back when the city notices that their readers left.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            using var response = await city.Client.GetAsync(
                new Uri("/api/map/changes?cells=1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            if (response.IsSuccessStatusCode)
            {
                return;
            }
        }
    }
}
