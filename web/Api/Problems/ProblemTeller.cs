using CityActors.Commands;
using CityActors.Definitions;
using CityActors.Log;
using CityActors.Streams;
using CityActors.Twins;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityActors.Web.Api.Problems;

/// <summary>
/// Tells callers what went wrong. A refusal says what was expected; a fault of ours says nothing of our inside and is logged.
/// </summary>
internal sealed partial class ProblemTeller(ILogger<ProblemTeller> logger)
{
    /// <summary>The problem that an exception is told as.</summary>
    public Problem Tell(HttpContext http, Exception problem)
    {
        var (kind, detail, where) = Read(problem);
        if (kind == ProblemKind.InternalError)
        {
            LogFault(http.Request.Method, http.Request.Path, problem);
        }

        var isNgsiLd = http.Request.Path.StartsWithSegments("/ngsi-ld");
        return new Problem(kind.Type(isNgsiLd), kind.Title(), kind.Status(), detail, where)
        {
            Problems = (problem as DefinitionRefusedException)?.Problems,
            Allowed = problem is RefusedException { Allowed: { IsEmpty: false } allowed } ? [.. allowed] : null,
            First = problem is RefusedException { First: { } first }
                ? new ProblemFirst(first.Actor, first.Kind, first.At, first.Reason)
                : null,
        };
    }

    private static (ProblemKind Kind, string Detail, string? Where) Read(Exception problem) => problem switch
    {
        RefusedException refused => (refused.Kind, refused.Message, refused.Where),
        BadHttpRequestException bad => (ProblemKinds.Of(bad.StatusCode), bad.Message, "body"),
        TwinNotFoundException missing => (ProblemKind.ResourceNotFound, missing.Message, null),
        CommandNotFoundException missing => (ProblemKind.ResourceNotFound, missing.Message, null),
        CommandRefusedException refused => (Kind(refused), refused.Message, null),
        DefinitionNotFoundException missing => (ProblemKind.ResourceNotFound, missing.Message, null),
        DefinitionRefusedException wrong => (ProblemKind.BadRequestData, wrong.Message, null),
        ChangesGoneException gone => (ProblemKind.Gone, gone.Message, null),
        ShardNotReadyException or LogUnavailableException or TimeoutException => (ProblemKind.NotReady, problem.Message, null),
        ArgumentException wrong => (ProblemKind.BadRequestData, Sentence(wrong), null),
        _ => (ProblemKind.InternalError, "The city failed to do this; its log says why.", null),
    };

    private static ProblemKind Kind(CommandRefusedException refused) => refused.Code switch
    {
        CommandRefusedException.KeyUsed or CommandRefusedException.TooLate => ProblemKind.AlreadyExists,
        CommandRefusedException.NoActuator => ProblemKind.OperationNotSupported,
        _ => ProblemKind.BadRequestData,
    };

    // The name of the argument that .NET appends means nothing to a caller of the API.
    private static string Sentence(ArgumentException wrong) =>
        wrong.Message.Replace($" (Parameter '{wrong.ParamName}')", "", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private partial void LogFault(string method, string path, Exception failure);
}
