using System.Globalization;
using System.Text.Json;
using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityActors.Web.Api.Definitions;

/// <summary>Rules, derivations and reference tables: listed, read by version, checked, saved, retired.</summary>
internal sealed class DefinitionEndpoints(DefinitionRoom room)
{
    private const int BodyBytesMax = 1 << 20;

    /// <summary>Maps the rooms.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var room in DefinitionRoom.All)
        {
            var (doors, operations) = (new DefinitionEndpoints(room), new DefinitionOperations(room));
            endpoints.Get(room.Path, doors.List, operations.List);
            endpoints.Get(room.Path + "/{id}", doors.Get, operations.Get);
            endpoints.Put(room.Path + "/{id}", doors.Save, operations.Save);
            endpoints.Delete(room.Path + "/{id}", doors.Retire, operations.Retire);
            endpoints.Post(room.Path + "/{id}/check", doors.Check, operations.Check);
            endpoints.Get(room.Path + "/{id}/versions", doors.Versions, operations.Versions);
            endpoints.Get(room.Path + "/{id}/versions/{version}", doors.Version, operations.Version);
        }
    }

    private static string JsonOf(DefinitionRequest request) => request.Definition.ValueKind == JsonValueKind.Object
        ? request.Definition.GetRawText()
        : throw new RefusedException(ProblemKind.BadRequestData, "Expected a definition, an object.", "body $.definition");

    private async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var page = await room.Grain(grains).List(new DefinitionQuery(
            query.Text("text"), Parsed<DefinitionState>(query.Word("state")), query.Text("family"),
            room.IsOfTwins ? query.Text("type") : null, room.IsOfTwins ? query.Text("channel") : null,
            room.IsOfTwins && query.Text("twin") is { } twin ? TwinPath.Read(twin, "query twin") : null,
            room.IsOfTwins ? Parsed<Severity>(query.Word("severity")) : null, query.Text("after"), query.Integer("limit"),
            Positions.Asked(context)));
        Pages.Link(context, page.Next);
        return new JsonResult(ApiJson.Json, json =>
        {
            json.WriteStartObject();
            Write(json, "definitions", page.Definitions);
            json.WriteString("next", page.Next);
            json.WriteNumber("total", page.Total);
            json.WriteEndObject();
        });
    }

    private async Task<IResult> Get(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        return One(context, await room.Grain(grains).Get(id, null, Positions.Asked(context)));
    }

    private async Task<IResult> Version(HttpContext context, string id, string version, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? One(context, await room.Grain(grains).Get(id, number, Positions.Asked(context)))
            : throw new RefusedException(
                ProblemKind.InvalidRequest, $"Expected a version from 1, got {Short.Quote(version)}.", "path version");
    }

    private async Task<IResult> Versions(HttpContext context, string id, IGrainFactory grains)
    {
        var query = QueryValues.Of(context);
        var before = query.Integer("before");
        var page = await room.Grain(grains).Versions(
            id, before == 0 ? null : before, query.Integer("limit"), Positions.Asked(context));
        Pages.Link(context, page.Before?.ToString(CultureInfo.InvariantCulture), "before");
        return new JsonResult(ApiJson.Json, json =>
        {
            json.WriteStartObject();
            Write(json, "versions", page.Versions);
            json.WritePropertyName("next");
            JsonSerializer.Serialize(json, page.Before, ApiJson.Options);
            json.WriteEndObject();
        });
    }

    private async Task<IResult> Check(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var request = await JsonBody.Read<DefinitionRequest>(context, BodyBytesMax);
        var check = await room.Grain(grains).Check(id, JsonOf(request));
        return TypedResults.Json(new CheckAnswer(check.IsGood, check.Problems, check.Cost), ApiJson.Options);
    }

    private async Task<IResult> Save(HttpContext context, string id, IGrainFactory grains)
    {
        _ = QueryValues.Of(context);
        var request = await JsonBody.Read<DefinitionRequest>(context, BodyBytesMax);
        var why = request.Why ?? throw new RefusedException(ProblemKind.BadRequestData, "Expected a reason.", "body $.why");
        var expected = VersionMatch.Of(context) ?? request.ExpectedVersion;
        var draft = new DefinitionDraft(id, JsonOf(request), why, expected);
        return await Saved(context, id, () => room.Grain(grains).Save(draft));
    }

    private async Task<IResult> Retire(HttpContext context, string id, IGrainFactory grains)
    {
        var why = QueryValues.Of(context).Text("why")!;
        var expected = VersionMatch.Of(context);
        return await Saved(context, id, () => room.Grain(grains).Retire(id, expected, why));
    }

    private static IResult One(HttpContext context, Definition definition)
    {
        Positions.Say(context, definition.Position);
        VersionMatch.Say(context, definition.Stamp.Version);
        return new JsonResult(ApiJson.Json, json => DefinitionDocument.Write(json, definition));
    }

    /// <summary>Saves or retires, and answers what stands now.</summary>
    public static async Task<IResult> Saved(HttpContext context, string id, Func<Task<DefinitionSaved>> save)
    {
        DefinitionSaved saved;
        try
        {
            saved = await save();
        }
        catch (DefinitionConflictException conflict)
        {
            var isMismatch = context.Request.Headers.IfMatch.Count > 0;
            throw new RefusedException(isMismatch ? ProblemKind.VersionMismatch : ProblemKind.Conflict, conflict.Message);
        }

        Positions.Say(context, saved.Position);
        VersionMatch.Say(context, saved.Version);
        return TypedResults.Json(new SavedAnswer(id, saved.Version, saved.IsChanged, saved.Position.ToString()), ApiJson.Options);
    }

    private static T? Parsed<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<Definition> definitions)
    {
        json.WriteStartArray(name);
        foreach (var definition in definitions)
        {
            DefinitionDocument.Write(json, definition);
        }

        json.WriteEndArray();
    }
}
