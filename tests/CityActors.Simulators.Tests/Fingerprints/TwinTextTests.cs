using System.Text.Json;
using CityActors.Simulators.Fingerprints;

namespace CityActors.Simulators.Tests.Fingerprints;

public sealed class TwinTextTests
{
    private const string Twin = """
        {
          "id": "urn:ngsi-ld:Device:a", "expired": false, "changedAt": "2026-11-25T00:00:00Z", "position": "1.2.3",
          "attributes": { "b": { "x": 1, "y": [true, null] }, "a": 2.50 },
          "relations": [{ "subject": "s", "name": "r2", "object": "o" }, { "subject": "s", "name": "r1", "object": "o" }],
          "channels": [
            { "name": "v", "value": 1.0, "unit": null, "quality": "good", "observedAt": "2026-11-25T00:00:00+00:00", "position": "1.2.3" },
            { "name": "u", "value": null, "unit": "CEL", "quality": "unknown", "observedAt": null, "position": null }
          ]
        }
        """;

    [Fact]
    public void Where_and_when_it_arrived_and_the_order_of_members_do_not_matter()
    {
        const string Other = """
            {
              "position": "9.9.9", "channels": [
                { "name": "u", "value": null, "unit": "CEL", "quality": "unknown", "observedAt": null, "position": null },
                { "position": "7.7.7", "name": "v", "value": 1, "unit": null, "quality": "late", "observedAt": "2026-11-25T07:00:00+07:00" }
              ],
              "relations": [{ "subject": "s", "name": "r1", "object": "o" }, { "subject": "s", "name": "r2", "object": "o" }],
              "attributes": { "a": 2.5, "b": { "y": [true, null], "x": 1.0 } },
              "id": "urn:ngsi-ld:Device:a", "expired": true, "changedAt": "2026-11-26T00:00:00Z"
            }
            """;
        Assert.Equal(Text(Twin), Text(Other));
    }

    [Theory]
    [InlineData("\"value\": 1.0", "\"value\": 1.5")]
    [InlineData("\"unit\": null", "\"unit\": \"P1\"")]
    [InlineData("T00:00:00+00:00", "T00:00:00.001+00:00")]
    [InlineData("\"a\": 2.50", "\"a\": \"2.5\"")]
    [InlineData("\"name\": \"r2\"", "\"name\": \"r3\"")]
    [InlineData("true, null", "null, true")]
    public void What_was_said_matters(string part, string other) =>
        Assert.NotEqual(Text(Twin), Text(Twin.Replace(part, other, StringComparison.Ordinal)));

    [Fact]
    public void Channels_without_a_value_have_no_history() =>
        Assert.Equal(["v"], TwinText.ChannelNames(JsonDocument.Parse(Twin).RootElement));

    private static string Text(string twin) => TwinText.Of(JsonDocument.Parse(twin).RootElement);
}
