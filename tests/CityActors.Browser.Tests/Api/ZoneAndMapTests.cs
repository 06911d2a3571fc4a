using System.Text.Json.Nodes;

namespace CityActors.Browser.Tests.Api;

public sealed class ZoneAndMapTests(ApiCity city) : IClassFixture<ApiCity>
{
    private const string City = """
        {
          "type": "Feature", "id": "urn:ngsi-ld:AdministrativeArea:thanh-pho",
          "properties": { "name": "Thành phố", "level": 0, "parent": null },
          "geometry": { "type": "Polygon", "coordinates": [[[106, 10], [107, 10], [107, 11], [106, 11], [106, 10]]] }
        }
        """;

    private const string Ward = """
        {
          "type": "Feature", "id": "urn:ngsi-ld:AdministrativeArea:ward-1",
          "properties": { "name": "Phường Bến Thành", "level": 3, "parent": "urn:ngsi-ld:AdministrativeArea:thanh-pho" },
          "geometry": { "type": "Polygon", "coordinates": [[[106.6, 10.7], [106.8, 10.7], [106.8, 10.8], [106.6, 10.8], [106.6, 10.7]]] }
        }
        """;

    [Fact]
    public async Task Zones_are_defined_listed_and_bind_twins()
    {
        var defined = await city.Send(
            HttpMethod.Put,
            "/api/zones",
            $$"""{ "type": "FeatureCollection", "features": [{{City}}, {{Ward}}] }""",
            "application/geo+json");
        Assert.True(defined.Status == 204, defined.Body);
        await city.Get("/api/twins?limit=1", ("City-At-Least", defined.Headers["City-Position"]));

        var id = ApiCity.NewId();
        await city.Create($$"""
            { "id": "{{id}}", "type": "AirQualityObserved", "location": { "type": "Point", "coordinates": [106.698, 10.7721] } }
            """);
        Assert.Equal("urn:ngsi-ld:AdministrativeArea:ward-1", (string?)(await city.Get($"/api/twins/{id}")).Document["zone"]);
        (await city.Get($"/ngsi-ld/v1/entities/{id}?attrs=zone")).Is($$"""
            {
              "id": "{{id}}", "type": "AirQualityObserved",
              "zone": { "type": "Relationship", "object": "urn:ngsi-ld:AdministrativeArea:ward-1" }
            }
            """);

        await city.Until("/api/zones?geometry=false", static zones => zones["features"]!.AsArray().Count == 2);
        var first = await city.Get("/api/zones?limit=1");
        Assert.Equal("application/geo+json", first.MediaType);
        Assert.Contains("rel=\"next\"", first.Headers["Link"], StringComparison.Ordinal);
        first.Is($$"""{ "type": "FeatureCollection", "next": "urn:ngsi-ld:AdministrativeArea:thanh-pho", "features": [{{City}}] }""");
        (await city.Get("/api/zones?after=urn:ngsi-ld:AdministrativeArea:thanh-pho"))
            .Is($$"""{ "type": "FeatureCollection", "next": null, "features": [{{Ward}}] }""");
        await FindsInZone(id);
    }

    [Theory]
    [InlineData("{}", "body $.type")]
    [InlineData("""{ "type": "FeatureCollection", "features": [] }""", "body $.features")]
    [InlineData("""{ "type": "Feature", "id": "urn:ngsi-ld:A:1", "properties": {} }""", "body $.properties.level")]
    [InlineData("""{ "type": "Feature", "id": "urn:ngsi-ld:A:1", "properties": { "level": 1 }, "geometry": null }""", "body $.geometry")]
    [InlineData("""{ "type": "Feature", "id": "x", "properties": { "name": "X", "level": 1 }, "geometry": {} }""", "body $.id")]
    [InlineData(
        """{ "type": "Feature", "id": "urn:ngsi-ld:A:1", "properties": { "name": "X", "level": 1 }, "geometry": { "x": 1 } }""", null)]
    [InlineData(
        """
        {
          "type": "Feature", "id": "urn:ngsi-ld:A:1", "properties": { "name": "X", "level": 1, "parent": "urn:ngsi-ld:A:none" },
          "geometry": { "type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]] }
        }
        """,
        null)]
    public async Task Zone_that_is_wrong_is_refused(string body, string? where) =>
        (await city.Send(HttpMethod.Put, "/api/zones", body)).IsProblem(400, "problem:bad-request-data", where);

    [Fact]
    public async Task Map_shows_what_is_in_the_box()
    {
        var (inside, outside) = (ApiCity.NewId("Streetlight"), ApiCity.NewId("Streetlight"));
        foreach (var (id, longitude) in ((string, string)[])[(inside, "105.85"), (outside, "105.95")])
        {
            await city.Create($$"""
                {
                  "id": "{{id}}", "type": "Streetlight", "name": "Đèn",
                  "location": { "type": "Point", "coordinates": [{{longitude}}, 21.02] }
                }
                """);
        }

        var map = await city.Get("/api/map?bbox=105.8,21,105.9,21.1&types=Streetlight");
        Assert.Equal("application/geo+json", map.MediaType);
        var changedAt = (string?)map.Document["features"]![0]!["properties"]!["changedAt"];
        map.Is($$"""
            {
              "type": "FeatureCollection", "cut": false,
              "features": [
                {
                  "type": "Feature", "id": "{{inside}}", "geometry": { "type": "Point", "coordinates": [105.85, 21.02] },
                  "properties": { "type": "Streetlight", "name": "Đèn", "changedAt": "{{changedAt}}" }
                }
              ]
            }
            """);
        Assert.Empty((await city.Get("/api/map?bbox=105.8,21,105.9,21.1&types=Nothing")).Document["features"]!.AsArray());
        Assert.True((bool?)(await city.Get("/api/map?bbox=105.8,21,106,21.1&types=Streetlight&limit=1")).Document["cut"]);
    }

    [Fact]
    public async Task Cells_of_a_box_are_tiles()
    {
        (await city.Get("/api/map/cells?bbox=106.69,10.775,106.69,10.775"))
            .Is("""{ "zoom": 14, "cells": [ { "cell": 213769747, "x": 13047, "y": 7698 } ] }""");
        Assert.Equal(4, (await city.Get("/api/map/cells?bbox=106.69,10.76,106.71,10.78")).Document["cells"]!.AsArray().Count);
    }

    private async Task FindsInZone(string id)
    {
        var found = await city.Until(
            "/api/twins?zone=urn:ngsi-ld:AdministrativeArea:ward-1&type=AirQualityObserved", static page => (long?)page["total"] == 1);
        Assert.Equal(id, (string?)found["twins"]![0]!["id"]);
    }
}
